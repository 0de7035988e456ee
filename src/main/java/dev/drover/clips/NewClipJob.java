package dev.drover.clips;

import java.time.Instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.JobJson;

/**
 * A clip that is to be accepted.
 *
 * @param order     what is wanted
 * @param title     what a person calls it
 * @param window    from when to when it is wanted, in words
 * @param notBefore when to look at it next
 * @param run       the command that waits for it; empty for the service
 * @param detail    when it can be made, as JSON; empty where that is at once
 */
@RegisterForReflection
public record NewClipJob(ClipOrder order, String title, String window, Instant notBefore, String run, String detail) {

    static final String KEY = "clip:";

    public String key() {
        return order.key();
    }

    public String camera() {
        return order.camera();
    }

    /** The order, as it is kept in the job table. */
    public String json() {
        try {
            return JobJson.MAPPER.writeValueAsString(order);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public long notBeforeMillis() {
        return notBefore.toEpochMilli();
    }

    public long acceptedAtMillis() {
        return order.acceptedAt().toEpochMilli();
    }

    public long fromMillis() {
        return order.from().toEpochMilli();
    }

    public long toMillis() {
        return order.to().toEpochMilli();
    }
}
