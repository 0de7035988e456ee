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

    static Job of(Map<String, Object> columns) {
        Row row = new Row(columns);
        return new Job(
                row.number("id"),
                row.text("key"),
                row.text("title"),
                row.text("state"),
                row.text("reason"),
                (int) row.number("attempts"),
                row.instant("not_before"),
                row.instant("accepted_at"),
                row.instant("changed_at"),
                row.text("result"),
                row.text("request"));
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

    /** Nothing more will happen by itself soon: it has ended, or it failed and waits for its next attempt. */
    public boolean settled() {
        return switch (state) {
            case "DONE", "INCOMPLETE", "DEAD", "HEALING", "DROPPED" -> true;
            case "WAITING" -> attempts > 0 && !reason.isEmpty();
            default -> false;
        };
    }
}
