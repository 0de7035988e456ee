package dev.drover.clips;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.api.ApiAnswer;
import dev.drover.dash.TimeRange;
import dev.drover.files.DataFolder;
import dev.drover.jobs.Worker;

/** What clients are told of clips. */
@Named("clipAnswers")
@Singleton
@RegisterForReflection
public class ClipAnswers {

    /** A path from the root of the machine's files; its last name may be told. */
    private static final Pattern PATH = Pattern.compile("(?<![\\w.])/(?:[^/\\s:;,'\"]+/)*([^/\\s:;,'\"]+)");

    private final ClipTimes times;
    private final Worker worker;
    private final Clock clock;
    private final String version;
    private final Map<String, String> folders = new LinkedHashMap<>();

    public ClipAnswers(
            ClipTimes times,
            Worker worker,
            Clock clock,
            DataFolder data,
            SegmentSettings segments,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.times = times;
        this.worker = worker;
        this.clock = clock;
        this.version = version;
        // Their names may have blanks, so that nobody could tell where they end
        segments.source().ifPresent(source -> folder(source, "the folder of recorded segments"));
        folder(data.root(), "the data folder");
    }

    private void folder(Path path, String name) {
        for (Path written : List.of(path.toAbsolutePath().normalize(), path)) {
            if (written.getNameCount() > 0 && written.isAbsolute()) {
                folders.put(written + "/", "");
                folders.put(written.toString(), name);
            }
        }
    }

    /** A request was accepted. */
    public ApiAnswer accepted(AcceptedClip clip) {
        String clipId = clip.order().clipId();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("clip_id", clipId);
        answer.put("status", clip.status());
        answer.put("message", "Clip request submitted successfully");
        return ApiAnswer.json(200, answer).at("/clips/" + clipId);
    }

    /** A clip cannot be made, now or at all. */
    public ApiAnswer unable(ClipException why) {
        return why.isTemporary()
                ? ApiAnswer.error(503, words(why.getMessage())).in(Optional.of(10))
                : ApiAnswer.error(404, words(why.getMessage()));
    }

    /** One clip. */
    public ApiAnswer clip(ClipRow clip) {
        return ApiAnswer.json(200, fields(clip));
    }

    /** A page of clips. */
    public ApiAnswer page(ClipQuery query, List<ClipRow> found) {
        boolean more = found.size() > query.limit();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "clips", found.stream().limit(query.limit()).map(this::fields).toList());
        answer.put("limit", query.limit());
        answer.put("offset", query.offset());
        answer.put("next_offset", more ? query.offset() + query.limit() : null);
        return ApiAnswer.json(200, answer);
    }

    /** It is deleted. */
    public ApiAnswer deleted() {
        return ApiAnswer.nothing();
    }

    /** The cameras that clips can be cut from. */
    public ApiAnswer cameras(List<String> cameras) {
        return ApiAnswer.json(200, Map.of("cameras", cameras));
    }

    public ApiAnswer health() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "healthy");
        answer.put("timestamp", times.written(clock.instant()));
        answer.put("version", version);
        return ApiAnswer.json(200, answer);
    }

    /** What there is. */
    public ApiAnswer service() {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        endpoints.put("create_clip", "POST /clips");
        endpoints.put("list_clips", "GET /clips");
        endpoints.put("get_clip", "GET /clips/{clip_id}");
        endpoints.put("delete_clip", "DELETE /clips/{clip_id}");
        endpoints.put("video", "GET /videos/{file}");
        endpoints.put("cameras", "GET /cameras");
        endpoints.put("health", "GET /health");
        endpoints.put("metrics", "GET /metrics");
        endpoints.put("docs", "GET /docs");
        endpoints.put("openapi", "GET /openapi.json");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("service", "Drover clips");
        answer.put("version", version);
        answer.put("status", "running");
        answer.put("endpoints", endpoints);
        return ApiAnswer.json(200, answer);
    }

    private Map<String, Object> fields(ClipRow clip) {
        Optional<ClipOrder> order = clip.order();
        boolean done = clip.state().equals("DONE");
        boolean told = done && clip.detail().has("actual_start");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("clip_id", clip.clipId());
        answer.put("status", clip.status());
        answer.put("camera_id", clip.camera());
        answer.put("start_time", order.map(ClipOrder::from).map(times::written).orElse(null));
        answer.put("end_time", order.map(ClipOrder::to).map(times::written).orElse(null));
        answer.put("download_url", done ? url(clip.result()) : null);
        answer.put("error_message", reason(clip).isEmpty() ? null : words(reason(clip)));
        answer.put("created_at", times.written(clip.acceptedAt()));
        answer.put("completed_at", clip.ended() ? times.written(clip.changedAt()) : null);
        answer.put(
                "timestamp", order.map(ClipOrder::timestamp).map(times::written).orElse(null));
        answer.put("cut", order.map(ClipAnswers::cut).orElse(null));
        answer.put("ready_at", clip.readyAt().map(times::written).orElse(null));
        answer.put("actual_start", told ? times.written(clip.actualStart()) : null);
        answer.put("actual_end", told ? times.written(clip.actualEnd()) : null);
        answer.put("duration_seconds", told ? clip.durationSeconds() : null);
        answer.put("size_bytes", told ? clip.detail().path("bytes").asLong() : null);
        answer.put("missing", told ? missing(clip) : null);
        answer.put("missing_seconds", told ? Math.round(clip.missingSeconds() * 1000) / 1000.0 : null);
        answer.put("source_clips", told ? texts(clip.detail().path("sources")) : null);
        answer.put("notes", clip.notes());
        return answer;
    }

    /** Why a clip is not done. Where the job table cannot be written, as on a full disk, it does not have that. */
    private String reason(ClipRow clip) {
        boolean due = clip.state().equals("WAITING") && !clip.notBefore().isAfter(clock.instant());
        return due && clip.reason().isEmpty() ? worker.trouble() : clip.reason();
    }

    /** Without the paths of this machine, which are nobody's business; the log has them. */
    private String words(String reason) {
        String words = reason;
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            words = words.replace(folder.getKey(), folder.getValue());
        }
        return PATH.matcher(words).replaceAll("$1");
    }

    private static String url(String file) {
        StringBuilder url = new StringBuilder();
        for (String part : file.split("/")) {
            url.append('/').append(encoded(part));
        }
        return url.toString();
    }

    /** A text as a part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String cut(ClipOrder order) {
        return order.cut().name().toLowerCase(Locale.ROOT);
    }

    private List<Map<String, Object>> missing(ClipRow clip) {
        List<Map<String, Object>> missing = new ArrayList<>();
        for (TimeRange gap : clip.missing()) {
            Map<String, Object> stretch = new LinkedHashMap<>();
            stretch.put("start", times.written(gap.start()));
            stretch.put("end", times.written(gap.end()));
            stretch.put("seconds", ClipTimes.seconds(gap.duration()));
            missing.add(stretch);
        }
        return missing;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
