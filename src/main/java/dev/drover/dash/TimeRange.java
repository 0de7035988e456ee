package dev.drover.dash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A stretch of time.
 *
 * @param start where it begins
 * @param duration how long it is, above 0
 */
@RegisterForReflection
public record TimeRange(Instant start, Duration duration) {
    /** The longest stretch asked for in one manifest; what a device accepts is not documented, samples ask for an hour. */
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(600);

    public TimeRange {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("A time range needs a duration above 0 s, not " + duration);
        }
    }

    public Instant end() {
        return start.plus(duration);
    }

    /** The same stretch, widened to whole seconds, as URI templates of Rhombus devices take no fractions. */
    public TimeRange wholeSeconds() {
        long from = start.getEpochSecond();
        Instant end = end();
        long to = end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0);
        return new TimeRange(Instant.ofEpochSecond(from), Duration.ofSeconds(to - from));
    }

    /** {@link #windows(Duration)} of 600 s. */
    public List<TimeRange> windows() {
        return windows(DEFAULT_WINDOW);
    }

    /**
     * Cuts the range, widened to whole seconds, into windows that meet without overlap. Every window but the last has an
     * even number of seconds: segments are 2 s long, so a cut at an odd distance would tear one apart.
     *
     * @param longest length of a window at most, at least 2 s; an odd number of seconds is lowered by one
     */
    public List<TimeRange> windows(Duration longest) {
        long step = longest.toSeconds() / 2 * 2;
        if (step < 2) {
            throw new IllegalArgumentException("A window must be at least 2 s long, not " + longest);
        }
        TimeRange whole = wholeSeconds();
        long seconds = whole.duration.toSeconds();
        List<TimeRange> windows = new ArrayList<>();
        for (long at = 0; at < seconds; at += step) {
            windows.add(new TimeRange(whole.start.plusSeconds(at), Duration.ofSeconds(Math.min(step, seconds - at))));
        }
        return List.copyOf(windows);
    }
}
