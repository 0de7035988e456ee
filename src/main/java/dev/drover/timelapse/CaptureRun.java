package dev.drover.timelapse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which pictures are taken.
 *
 * @param begin when it began
 * @param until when it ends; empty for never
 */
record CaptureRun(Instant begin, Optional<Instant> until) {

    /** @param duration zero for no end */
    static CaptureRun of(Instant begin, Duration duration) {
        return new CaptureRun(begin, duration.isZero() ? Optional.empty() : Optional.of(begin.plus(duration)));
    }

    boolean isOver(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isPresent();
    }
}
