package dev.drover.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what of a wanted stretch is really there, segment by segment; holds nothing but the gaps.
 *
 * <p>A segment lies where its decode time puts it, counted from the first segment, so that a device that leaves out time
 * but goes on numbering is found out. Where decode times step back or lead out of what was asked for, they mean nothing,
 * and the segment lies where its number puts it. Not safe for use by several threads.
 */
public final class Coverage {
    /** Smaller gaps are how segments are cut, not footage that is missing. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMillis(250);

    private final Duration asked;
    private final Duration tolerance;
    private final List<Gap> gaps = new ArrayList<>();
    private Duration coveredUntil = Duration.ZERO;
    private Duration covered = Duration.ZERO;
    private Duration origin = Duration.ZERO;
    private Duration previous = Duration.ofSeconds(-1);

    /** @param asked how much footage is wanted, above 0 */
    public Coverage(Duration asked) {
        this(asked, DEFAULT_TOLERANCE);
    }

    /** @param tolerance the longest gap that is not reported */
    public Coverage(Duration asked, Duration tolerance) {
        if (asked.isZero() || asked.isNegative() || tolerance.isNegative()) {
            throw new IllegalArgumentException("Coverage needs a duration above 0 s, not " + asked);
        }
        this.asked = asked;
        this.tolerance = tolerance;
    }

    /**
     * Takes the next segment that was fetched; those that are missing are simply not added.
     *
     * @param nominalStart where its number puts it, counted from the start that was asked for
     */
    public void add(Duration nominalStart, Measured measured) {
        Duration at = origin.plus(measured.decodeTime());
        boolean first = previous.isNegative();
        // A segment may begin a little after the end of what was asked for only by a clock that means nothing
        if (first || measured.decodeTime().compareTo(previous) <= 0 || at.compareTo(asked) >= 0) {
            at = nominalStart;
            origin = nominalStart.minus(measured.decodeTime());
        }
        previous = measured.decodeTime();
        cover(at, at.plus(measured.duration()));
    }

    /** What is there and what is not; more segments may follow. */
    public Result result() {
        List<Gap> all = new ArrayList<>(gaps);
        gapUntil(asked, all);
        return new Result(asked, covered, new Gaps(all));
    }

    /**
     * @param asked how much was wanted
     * @param covered how much of it is there, to the last bit
     * @param gaps what is missing, without gaps as short as the tolerance
     */
    public record Result(Duration asked, Duration covered, Gaps gaps) {
        public boolean complete() {
            return gaps.isEmpty();
        }
    }

    private void cover(Duration from, Duration to) {
        Duration end = to.compareTo(asked) < 0 ? to : asked;
        Duration begin = from.compareTo(coveredUntil) > 0 ? from : coveredUntil;
        if (end.compareTo(begin) <= 0) {
            return;
        }
        gapUntil(begin, gaps);
        covered = covered.plus(end.minus(begin));
        coveredUntil = end;
    }

    private void gapUntil(Duration to, List<Gap> into) {
        if (to.minus(coveredUntil).compareTo(tolerance) > 0) {
            into.add(new Gap(coveredUntil, to));
        }
    }
}
