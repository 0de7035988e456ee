package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A clip that is in the job table.
 *
 * @param order  what is wanted
 * @param status how it fares, in the words of the API: where it was asked for before, it may be done
 */
@RegisterForReflection
public record AcceptedClip(ClipOrder order, String status) {

    static AcceptedClip isNew(ClipOrder order) {
        return new AcceptedClip(order, "pending");
    }
}
