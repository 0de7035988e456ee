package dev.drover.clips;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A clip that is wanted, whoever asks for it: a client of the API, a command, another flow.
 *
 * @param camera         folder of the camera below the source
 * @param timestamp      the moment it is about
 * @param other          the other moment that the same words mean, where the clock was put back; mostly none
 * @param before         how much before that, 0 or more
 * @param after          how much after it, 0 or more; together above 0
 * @param cut            how closely the window is followed
 * @param idempotencyKey asking twice with the same key asks for one clip; empty for none
 * @param run            the command that waits for it; empty for the service
 * @param notes          what was decided about it, in words for the client; often none
 */
@RegisterForReflection
public record ClipRequest(
        String camera,
        Instant timestamp,
        Optional<Instant> other,
        Duration before,
        Duration after,
        Cut cut,
        String idempotencyKey,
        String run,
        List<String> notes) {

    public ClipRequest {
        notes = List.copyOf(notes);
        if (before.isNegative() || after.isNegative() || before.plus(after).isZero()) {
            throw new IllegalArgumentException(
                    "A clip needs a window, not " + before + " before and " + after + " after");
        }
    }

    /** So much around a moment, three quarters of it before. */
    public static ClipRequest around(String camera, Instant timestamp, Duration duration) {
        Duration before = duration.multipliedBy(3).dividedBy(4);
        return new ClipRequest(
                camera, timestamp, Optional.empty(), before, duration.minus(before), Cut.SEGMENTS, "", "", List.of());
    }

    public Instant from() {
        return timestamp.minus(before);
    }

    public Instant to() {
        return timestamp.plus(after);
    }

    /**
     * Whether an order is what this request asks for. What is meant by an hour that occurs twice depends on when one asks, so both will do;
     * accents may be written in two ways.
     */
    boolean asksFor(ClipOrder order) {
        return order.cut() == cut
                && Normalizer.normalize(order.camera(), Form.NFC).equals(Normalizer.normalize(camera, Form.NFC))
                && Duration.between(order.from(), order.timestamp()).equals(before)
                && Duration.between(order.timestamp(), order.to()).equals(after)
                && (order.timestamp().equals(timestamp)
                        || other.filter(order.timestamp()::equals).isPresent());
    }
}
