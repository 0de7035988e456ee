package dev.drover.rhombus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An alert, from either shape: the documented one ({@code policyAlerts}) or the one older programs read ({@code alerts}).
 *
 * @param uuid            id of the alert, empty when it has none
 * @param start           empty when the alert has no timestamp
 * @param durationSeconds empty when Rhombus gives none (null or 0)
 * @param triggers        what was seen; may be empty
 * @param cameras         plain ids of all cameras that recorded it; empty for a sensor without a camera
 * @param deviceName      name of the device, where the alert itself carries it
 * @param finalized       false while duration and cameras may still change
 */
@RegisterForReflection
public record PolicyAlert(
        String uuid,
        Optional<Instant> start,
        Optional<Long> durationSeconds,
        List<String> triggers,
        List<String> cameras,
        Optional<String> deviceName,
        String locationUuid,
        boolean finalized,
        boolean deleted) {

    public PolicyAlert {
        triggers = List.copyOf(triggers);
        cameras = List.copyOf(cameras);
    }

    /** Whether it has a timestamp. */
    public boolean timed() {
        return start.isPresent();
    }

    /** Whether a camera recorded it. */
    public boolean filmed() {
        return !cameras.isEmpty();
    }

    /** The triggers as one word for file names, {@code alert} when there are none. */
    public String type() {
        return triggers.isEmpty() ? "alert" : String.join("_", triggers);
    }
}
