package dev.drover.media;

import java.time.Duration;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A stretch of what was asked for.
 *
 * @param from counted from the start that was asked for, not negative
 * @param to after {@code from}
 */
@RegisterForReflection
public record Gap(Duration from, Duration to) {
    public Gap {
        if (from.isNegative() || to.compareTo(from) <= 0) {
            throw new IllegalArgumentException("No stretch of time: " + from + " to " + to);
        }
    }

    public Duration duration() {
        return to.minus(from);
    }
}
