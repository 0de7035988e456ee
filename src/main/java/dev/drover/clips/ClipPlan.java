package dev.drover.clips;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;

/**
 * What there is for a clip now.
 *
 * @param order what was asked for
 * @param segments good ones that overlap the window, in order of time; none where there is nothing
 * @param missing stretches of the window of which there is no good segment, in order of time
 * @param readyAt when there may be more, at the earliest: the window is not over, or its last segment is still being
 *     written. Empty where waiting brings nothing
 * @param faults what is wrong with segments of the window, in words: those that cannot be played, or not to their end, or have no sound
 * @param unread whether one of them could not be read only, which may pass
 * @param nameless how many files of the camera have no time in their name
 * @param last whether nobody waits any longer for that: what cannot be read is left out
 */
@RegisterForReflection
public record ClipPlan(
        ClipOrder order,
        List<SegmentFile> segments,
        List<TimeRange> missing,
        Optional<Instant> readyAt,
        List<String> faults,
        boolean unread,
        int nameless,
        boolean last) {
    static final Duration HOLD_EVERY = Duration.ofMinutes(1);

    public ClipPlan {
        segments = List.copyOf(segments);
        missing = List.copyOf(missing);
        faults = List.copyOf(faults);
    }

    /** The same; what cannot be read while it is made costs its own seconds, not the clip. */
    ClipPlan forTheLastTime() {
        return new ClipPlan(order, segments, missing, readyAt, faults, unread, nameless, true);
    }

    /** Whether the clip can be made now, as well as it ever will. */
    public boolean ready() {
        return readyAt.isEmpty();
    }

    /** When to look again: segments that are recorded until then are to be held before they are deleted. */
    public Instant nextLook(Instant now) {
        Instant atMost = now.plus(HOLD_EVERY);
        return readyAt.filter(ready -> ready.isBefore(atMost)).orElse(atMost);
    }

    /** What the row of a clip keeps while it waits, as JSON. */
    String waiting() {
        return readyAt.map(ready -> "{\"" + ClipRow.READY_AT + "\":\"" + ready + "\"}")
                .orElse("");
    }

    /** Whether there is nothing of the window. */
    public boolean empty() {
        return segments.isEmpty();
    }
}
