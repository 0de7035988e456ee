package dev.drover.capture;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.Row;

/**
 * Something that was, or is, wrong with a device for a while.
 *
 * @param directory of the device
 * @param count pictures that show it
 * @param start time of the first of them
 * @param end time of the first that does not; empty while it lasts
 * @param updated time of the last picture that counts
 * @param metadata what was said of the first picture, as JSON
 */
@RegisterForReflection
public record Incident(
        String id,
        String host,
        String device,
        String directory,
        IncidentType type,
        int count,
        Instant start,
        Optional<Instant> end,
        Instant updated,
        String metadata) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Incident of(Map<String, Object> columns) {
        Row row = new Row(columns);
        return new Incident(
                row.text("id"),
                row.text("host_name"),
                row.text("device_id"),
                row.text("directory"),
                IncidentType.of(row.text("incident_type")).orElseThrow(),
                (int) row.number("consecutive_count"),
                row.instant("start_time"),
                columns.get("end_time") == null ? Optional.empty() : Optional.of(row.instant("end_time")),
                row.instant("updated_at"),
                row.text("metadata"));
    }

    public boolean isActive() {
        return end.isEmpty();
    }

    public String status() {
        return isActive() ? "active" : "resolved";
    }

    public String typeName() {
        return type.toString();
    }

    public long startMillis() {
        return start.toEpochMilli();
    }

    /** @return 0 while it lasts */
    public long endMillis() {
        return end.map(Instant::toEpochMilli).orElse(0L);
    }

    public long updatedMillis() {
        return updated.toEpochMilli();
    }

    /** What was said of the first picture. */
    JsonNode evidence() {
        try {
            return JSON.readTree(metadata);
        } catch (JsonProcessingException damaged) {
            return MissingNode.getInstance();
        }
    }

    /** Why, where FFmpeg told. */
    private String why() {
        String reason = evidence().path("reason").asText("");
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** As a person reads it. */
    public String words() {
        return type + " of " + device
                + end.map(over -> " is over, from " + start + " to " + over + " (" + count + " times seen)")
                        .orElseGet(() -> " since " + start + why());
    }
}
