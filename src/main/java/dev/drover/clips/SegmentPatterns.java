package dev.drover.clips;

import java.time.ZoneOffset;
import java.util.List;

/** Whether the setting {@code clips.segment-names} can be used, asked before the application starts. */
public final class SegmentPatterns {

    private SegmentPatterns() {}

    /** @throws IllegalArgumentException saying what a pattern lacks */
    public static void check(List<String> patterns) {
        new SegmentNames(patterns, ZoneOffset.UTC);
    }
}
