package dev.drover.clips;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An accepted request for a clip, as its job keeps it.
 *
 * @param clipId identity of the clip, a UUID
 * @param camera folder of the camera below the source, as the client called it
 * @param timestamp the moment that was asked for
 * @param from start of the window
 * @param to end of the window, exclusive, after {@code from}
 * @param cut how closely the window is followed
 * @param acceptedAt when the request was accepted
 * @param notes what was decided about it, in words for the client; often none
 */
@RegisterForReflection
public record ClipOrder(
        String clipId,
        String camera,
        Instant timestamp,
        Instant from,
        Instant to,
        Cut cut,
        Instant acceptedAt,
        List<String> notes) {
    public ClipOrder {
        notes = notes == null ? List.of() : List.copyOf(notes);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A clip must end after it begins, not from " + from + " to " + to);
        }
    }

    /** Its row in the job table. */
    public String key() {
        return NewClipJob.KEY + clipId;
    }
}
