package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Row;

/** The pictures that incidents show, on their way into a bucket; keys and metadata are those of the program that Drover replaces. */
@Named("evidence")
@Singleton
@RegisterForReflection
public class Evidence {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final CaptureFolders folders;
    private final Bucket bucket;
    private final FailureReasons reasons;
    private final ZoneId zone;
    private final Clock clock;

    public Evidence(CaptureFolders folders, Bucket bucket, FailureReasons reasons, DataFolder data, Clock clock) {
        this.folders = folders;
        this.bucket = bucket;
        this.reasons = reasons;
        this.zone = data.zone();
        this.clock = clock;
    }

    /** An incident whose pictures are to be stored. */
    @RegisterForReflection
    public record Wanted(Incident incident, int attempts) {}

    /** A file, and the key of its place in the bucket. */
    @RegisterForReflection
    public record Upload(Path file, String key) {}

    /** What an incident says once its pictures are stored. */
    @RegisterForReflection
    public record Stored(String id, String metadata) {}

    /**
     * What could not be stored.
     *
     * @param afterMillis when to try again
     */
    @RegisterForReflection
    public record Put(String id, int attempts, long afterMillis, String words) {

        /** Whether it is worth a line. */
        public boolean isNews() {
            return attempts == 1;
        }
    }

    /** Those of rows. */
    public List<Wanted> wanted(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> new Wanted(Incident.of(row), (int) new Row(row).number("store_attempts")))
                .toList();
    }

    /** The files of an incident that are there. */
    public List<Upload> uploads(Wanted wanted) {
        List<Upload> uploads = new ArrayList<>();
        Incident incident = wanted.incident();
        List<CaptureName> names = names(incident);
        for (int i = 0; i < names.size(); i++) {
            add(uploads, incident, names.get(i).picture(), "frame_" + i + ".jpg");
            add(uploads, incident, names.get(i).thumbnail(), "thumb_" + i + ".jpg");
        }
        return uploads;
    }

    private void add(List<Upload> uploads, Incident incident, String file, String name) {
        Path path = folders.captures(incident.directory()).resolve(file);
        if (Files.isRegularFile(path)) {
            uploads.add(new Upload(path, folder(incident) + name));
        }
    }

    /** It has always been called freeze. */
    private String folder(Incident incident) {
        return "alerts/freeze/" + incident.device() + "/"
                + SECONDS.format(LocalDateTime.ofInstant(incident.start(), zone)) + "/";
    }

    /** The pictures that an incident shows, oldest first. */
    private static List<CaptureName> names(Incident incident) {
        List<CaptureName> names = new ArrayList<>();
        JsonNode verdict = incident.evidence();
        verdict.path("last_3_filenames")
                .forEach(file -> CaptureName.ofPicture(file.asText("").replaceFirst("^.*/", ""))
                        .ifPresent(names::add));
        if (names.isEmpty()) {
            CaptureName.ofPicture(verdict.path("filename").asText("")).ifPresent(names::add);
        }
        return names;
    }

    /** What it says now. */
    public Stored stored(Wanted wanted) throws JsonProcessingException {
        Map<String, List<String>> images = new LinkedHashMap<>();
        for (String list : List.of("original_urls", "thumbnail_urls", "original_r2_paths", "thumbnail_r2_paths")) {
            images.put(list, new ArrayList<>());
        }
        for (Upload upload : uploads(wanted)) {
            boolean original = upload.key().contains("/frame_");
            images.get(original ? "original_urls" : "thumbnail_urls").add(bucket.publicAddress(upload.key()));
            images.get(original ? "original_r2_paths" : "thumbnail_r2_paths").add(upload.key());
        }
        ObjectNode metadata = wanted.incident().evidence().isObject()
                ? (ObjectNode) wanted.incident().evidence()
                : JSON.createObjectNode();
        if (!images.get("original_urls").isEmpty()) {
            ObjectNode told = JSON.valueToTree(images);
            told.put("timestamp", clock.instant().toString());
            metadata.set("r2_images", told);
        }
        return new Stored(wanted.incident().id(), JSON.writeValueAsString(metadata));
    }

    /** They are tried again, later and later. */
    public Put put(Wanted wanted, Exception failure) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(wanted.attempts(), 10));
        Instant after = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return new Put(
                wanted.incident().id(),
                wanted.attempts() + 1,
                after.toEpochMilli(),
                "The pictures of an incident could not be stored, and will be: " + reasons.of(failure));
    }
}
