package dev.drover.clips;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;
import dev.drover.jobs.JobJson;
import dev.drover.jobs.Row;

/**
 * A clip, as the job table has it.
 *
 * @param order    what is wanted; none where that cannot be read any more
 * @param reason   why it is not done; empty when it is
 * @param notBefore when it is looked at, or tried again
 * @param changedAt when it ended, if it has
 * @param result   its file, below the data folder; empty where there is none
 * @param detail   what came of it
 */
@RegisterForReflection
public record ClipRow(
        long id,
        String clipId,
        String camera,
        Optional<ClipOrder> order,
        String state,
        String reason,
        int attempts,
        Instant notBefore,
        Instant acceptedAt,
        Instant changedAt,
        String result,
        JsonNode detail) {

    static final String READY_AT = "ready_at";

    static ClipRow of(Map<String, Object> columns) {
        Row row = new Row(columns);
        return new ClipRow(
                row.number("id"),
                row.text("key").substring(NewClipJob.KEY.length()),
                row.text("lane"),
                order(row.text("request")),
                row.text("state"),
                row.text("reason"),
                (int) row.number("attempts"),
                row.instant("not_before"),
                row.instant("accepted_at"),
                row.instant("changed_at"),
                row.text("result"),
                detail(row.text("detail")));
    }

    static Optional<ClipOrder> order(String json) {
        try {
            return Optional.ofNullable(JobJson.MAPPER.readValue(json, ClipOrder.class))
                    .filter(order -> order.clipId() != null && order.camera() != null && order.cut() != null);
        } catch (JsonProcessingException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** Whether one can tell what is wanted. */
    public boolean readable() {
        return order.isPresent();
    }

    /** What is wanted, where one can tell. */
    public ClipOrder wanted() {
        return order.orElseThrow();
    }

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return !List.of("WAITING", "HEALING", "RUNNING").contains(state);
    }

    /** Its row in the job table. */
    public String key() {
        return NewClipJob.KEY + clipId;
    }

    /** When a clip that waits can be made, or is tried again; none where that is now, or nothing more will happen. */
    public Optional<Instant> readyAt() {
        if (!state.equals("WAITING")) {
            return Optional.empty();
        }
        return detail.has(READY_AT)
                ? Optional.of(Instant.parse(detail.path(READY_AT).asText()))
                : Optional.of(notBefore).filter(next -> next.isAfter(acceptedAt));
    }

    /** Of the first picture of a clip that is done. */
    public Instant actualStart() {
        return Instant.parse(detail.path("actual_start").asText());
    }

    /** Of the last picture of a clip that is done, exclusive. */
    public Instant actualEnd() {
        return Instant.parse(detail.path("actual_end").asText());
    }

    /** How long the file of a clip that is done plays, in seconds. */
    public double durationSeconds() {
        return detail.path("duration_seconds").asDouble();
    }

    /** What the file of a clip that is done lacks of its window, in order of time. */
    public List<TimeRange> missing() {
        List<TimeRange> missing = new ArrayList<>();
        for (JsonNode gap : detail.path("missing")) {
            Instant start = Instant.parse(gap.path("start").asText());
            missing.add(new TimeRange(
                    start, Duration.between(start, Instant.parse(gap.path("end").asText()))));
        }
        return missing;
    }

    /** How much that is, in seconds. */
    public double missingSeconds() {
        return ClipTimes.seconds(missing().stream().map(TimeRange::duration).reduce(Duration.ZERO, Duration::plus));
    }

    /** What else is to be known of it. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        detail.path("notes").forEach(note -> notes.add(note.asText()));
        return notes.isEmpty() ? order.map(ClipOrder::notes).orElse(List.of()) : notes;
    }

    /** In the words of the API. */
    public String status() {
        return switch (state) {
            case "WAITING", "HEALING" -> "pending";
            case "RUNNING" -> "processing";
            case "DONE" -> "done";
            default -> "failed";
        };
    }

    private static JsonNode detail(String json) {
        try {
            return json.isEmpty() ? MissingNode.getInstance() : JobJson.MAPPER.readTree(json);
        } catch (JsonProcessingException damaged) {
            return MissingNode.getInstance();
        }
    }
}
