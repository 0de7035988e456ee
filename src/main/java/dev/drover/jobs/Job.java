package dev.drover.jobs;

import java.time.Instant;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A row of the job table, as it is shown to people.
 *
 * @param state  WAITING, RUNNING, HEALING (there is a file, but seconds are missing), DONE, INCOMPLETE (healing has ended) or
 *               DEAD (given up), or INTERRUPTED (it is RUNNING in its row, but that Drover has died)
 * @param reason why it is not done; empty when it is
 * @param result the file, relative to the data folder; empty when there is none
 */
@RegisterForReflection
public record Job(
        long id,
        String key,
        String title,
        String state,
        String reason,
        int attempts,
        Instant notBefore,
        Instant acceptedAt,
        Instant changedAt,
        String result,
        String request) {

    static Job of(Map<String, Object> row) {
        return new Job(
                number(row, "id"),
                text(row, "key"),
                text(row, "title"),
                text(row, "state"),
                text(row, "reason"),
                (int) number(row, "attempts"),
                Instant.ofEpochMilli(number(row, "not_before")),
                Instant.ofEpochMilli(number(row, "accepted_at")),
                Instant.ofEpochMilli(number(row, "changed_at")),
                text(row, "result"),
                text(row, "request"));
    }

    /** The same job, whose worker has died. */
    Job interrupted() {
        return new Job(
                id,
                key,
                title,
                "INTERRUPTED",
                "the Drover that was doing it has died; the next start goes on with it",
                attempts,
                notBefore,
                acceptedAt,
                changedAt,
                result,
                request);
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    /** Nothing more will happen by itself soon: it has ended, or it failed and waits for its next attempt. */
    public boolean settled() {
        return switch (state) {
            case "DONE", "INCOMPLETE", "DEAD", "HEALING", "DROPPED" -> true;
            case "WAITING" -> attempts > 0 && !reason.isEmpty();
            default -> false;
        };
    }
}
