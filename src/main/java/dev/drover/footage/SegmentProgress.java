package dev.drover.footage;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a window has come.
 *
 * @param done  segments that are here, with those of earlier attempts
 * @param total segments in all
 */
@RegisterForReflection
public record SegmentProgress(FootageWindow window, int done, int total) {

    private static final int LINES = 4;

    /** Whether this is worth a line: at each quarter. */
    public boolean milestone() {
        return done > 0 && done * LINES / total != (done - 1) * LINES / total;
    }

    public String track() {
        return window.track().name().toLowerCase(java.util.Locale.ROOT);
    }
}
