package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;

/**
 * What is told beside a clip. The fields are the predecessor's, with {@code cut}, {@code missing}, {@code missing_seconds} and
 * {@code notes} added behind.
 *
 * @param durationSeconds how long the file plays, to the millisecond
 * @param source always {@code MediaMTX}, as readers of the predecessor's files expect
 */
@RegisterForReflection
record Annotation(
        @JsonProperty("clip_id") String clipId,
        @JsonProperty("camera_id") String cameraId,
        @JsonProperty("requested_start") String requestedStart,
        @JsonProperty("requested_end") String requestedEnd,
        @JsonProperty("actual_start") String actualStart,
        @JsonProperty("actual_end") String actualEnd,
        @JsonProperty("duration_seconds") double durationSeconds,
        @JsonProperty("source_clips") List<Source> sourceClips,
        @JsonProperty("created_at") String createdAt,
        String source,
        String cut,
        List<Missing> missing,
        @JsonProperty("missing_seconds") double missingSeconds,
        List<String> notes) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @RegisterForReflection
    record Source(
            @JsonProperty("file_path") String filePath,
            String filename,
            @JsonProperty("start_time") String startTime,
            @JsonProperty("end_time") String endTime,
            @JsonProperty("file_size") long fileSize) {}

    @RegisterForReflection
    record Missing(String start, String end, double seconds) {}

    static Annotation of(ClipOrder order, ClipFile clip, Instant createdAt, ClipTimes times) {
        return new Annotation(
                order.clipId(),
                order.camera(),
                times.written(order.from()),
                times.written(order.to()),
                times.written(clip.actualStart()),
                times.written(clip.actualEnd()),
                ClipTimes.seconds(clip.duration()),
                clip.sources().stream()
                        .map(source -> new Source(
                                source.file().toString(),
                                source.name(),
                                times.written(source.start()),
                                times.written(source.end()),
                                source.size()))
                        .toList(),
                times.written(createdAt),
                "MediaMTX",
                order.cut().name().toLowerCase(Locale.ROOT),
                clip.missing().stream()
                        .map(gap -> new Missing(
                                times.written(gap.start()),
                                times.written(gap.end()),
                                gap.duration().toMillis() / 1000.0))
                        .toList(),
                clip.missing().stream()
                                .mapToLong(gap -> gap.duration().toMillis())
                                .sum()
                        / 1000.0,
                clip.notes());
    }

    static Annotation read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Annotation.class);
    }

    ClipFile clip(String name, long bytes) {
        return new ClipFile(
                name,
                time(actualStart),
                time(actualEnd),
                Duration.ofMillis(Math.round(durationSeconds * 1000)),
                sourceClips.stream()
                        .map(source -> new SegmentFile(
                                Path.of(source.filePath),
                                time(source.startTime),
                                time(source.endTime),
                                source.fileSize,
                                false))
                        .toList(),
                missing.stream()
                        .map(gap -> new TimeRange(time(gap.start), Duration.between(time(gap.start), time(gap.end))))
                        .toList(),
                notes,
                bytes);
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    String json() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As PyYAML writes it: block style, keys in alphabetical order. Texts are quoted, so that none is taken for something else. */
    String yaml() {
        Map<String, Object> fields = MAPPER.convertValue(this, new TypeReference<TreeMap<String, Object>>() {});
        StringBuilder yaml = new StringBuilder();
        fields.forEach((key, value) -> {
            if (!(value instanceof List<?> list)) {
                yaml.append(key).append(": ").append(scalar(value)).append('\n');
            } else if (list.isEmpty()) {
                yaml.append(key).append(": []\n");
            } else {
                yaml.append(key).append(":\n");
                list.forEach(item -> item(item, yaml));
            }
        });
        return yaml.toString();
    }

    private static void item(Object item, StringBuilder yaml) {
        if (!(item instanceof Map<?, ?> map)) {
            yaml.append("- ").append(scalar(item)).append('\n');
            return;
        }
        String[] dash = {"- "};
        new TreeMap<>(map).forEach((key, value) -> {
            yaml.append(dash[0]).append(key).append(": ").append(scalar(value)).append('\n');
            dash[0] = "  ";
        });
    }

    // A text of JSON is one of YAML, too
    private static String scalar(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Clip ID: ").append(clipId).append('\n');
        text.append("Camera: ").append(cameraId).append('\n');
        text.append("Source: ").append(source).append('\n');
        text.append("Requested Time Range: ")
                .append(range(requestedStart, requestedEnd))
                .append('\n');
        text.append("Actual Time Range: ").append(range(actualStart, actualEnd)).append('\n');
        text.append("Duration: ").append(durationSeconds).append(" seconds\n");
        text.append("Source Clips Used: ").append(sourceClips.size()).append('\n');
        for (int i = 0; i < sourceClips.size(); i++) {
            Source clip = sourceClips.get(i);
            text.append("  ").append(i + 1).append(". ").append(clip.filename);
            text.append(" (")
                    .append(clip.startTime)
                    .append(" to ")
                    .append(clip.endTime)
                    .append(")\n");
        }
        missing.forEach(gap -> text.append("Missing: ")
                .append(range(gap.start, gap.end))
                .append(" (")
                .append(gap.seconds)
                .append(" seconds)\n"));
        notes.forEach(note -> text.append("Note: ").append(note).append('\n'));
        return text.toString();
    }

    // As Python shows a time
    private static String range(String from, String to) {
        return from.replace('T', ' ') + " to " + to.replace('T', ' ');
    }
}
