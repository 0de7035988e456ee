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

import dev.drover.jobs.JobJson;

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

    static ClipRow of(Map<String, Object> row) {
        return new ClipRow(
                number(row, "id"),
                text(row, "key").substring(NewClipJob.KEY.length()),
                text(row, "lane"),
                order(text(row, "request")),
                text(row, "state"),
                text(row, "reason"),
                (int) number(row, "attempts"),
                Instant.ofEpochMilli(number(row, "not_before")),
                Instant.ofEpochMilli(number(row, "accepted_at")),
                Instant.ofEpochMilli(number(row, "changed_at")),
                text(row, "result"),
                detail(text(row, "detail")));
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

    /** What a person calls it. */
    public String title() {
        return order.map(ClipJob::titleOf).orElse("clip of " + camera);
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

    /** What the file of a clip that is done lacks of its window. */
    public double missingSeconds() {
        double seconds = 0;
        for (JsonNode gap : detail.path("missing")) {
            seconds += Duration.between(
                                    Instant.parse(gap.path("start").asText()),
                                    Instant.parse(gap.path("end").asText()))
                            .toMillis()
                    / 1000.0;
        }
        return seconds;
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

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }
}
