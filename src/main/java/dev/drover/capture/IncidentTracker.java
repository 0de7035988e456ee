package dev.drover.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes incidents of what is seen, picture by picture: something wrong is one when it has lasted, and is over when it has not been
 * seen for as long. Its begin is the first picture that shows it, its end the first one that does not.
 *
 * <p>For one type of one device; not for several threads.
 */
final class IncidentTracker {

    /** After such a pause, what was wrong before and what is wrong now are two things. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** What one picture says. */
    enum Sign {
        WRONG,
        RIGHT,
        /** Nobody can tell. */
        UNKNOWN
    }

    /**
     * An incident as it comes to be.
     *
     * @param end empty while it lasts
     * @param updated time of the last picture that shows it
     */
    record Stretch(Instant start, int count, Instant updated, Optional<Instant> end, String evidence) {}

    private final Duration raiseAfter;
    private final Duration clearAfter;

    private Optional<Stretch> open = Optional.empty();
    private Optional<Stretch> suspected = Optional.empty();
    private Optional<Instant> right = Optional.empty();
    private Instant seen = Instant.MIN;

    IncidentTracker(Duration raiseAfter, Duration clearAfter) {
        this.raiseAfter = raiseAfter;
        this.clearAfter = clearAfter;
    }

    /** The one that was going on when Drover stopped. */
    void goOn(Stretch stretch) {
        open = Optional.of(stretch);
        seen = stretch.updated();
    }

    /** The last one was over then: what was seen before is settled. */
    void settled(Instant end) {
        seen = end.minusMillis(1);
    }

    boolean isOpen() {
        return open.isPresent();
    }

    /** The incident that lasts, if one does. */
    Optional<Stretch> open() {
        return open;
    }

    /**
     * A picture.
     *
     * @param begin since when it is wrong, if not since this picture: a freeze shows only with its third
     * @param evidence what is said of it; asked for only if it may be the first of an incident
     * @return the incident that has begun, or ended, with it
     */
    Optional<Stretch> observe(Instant time, Instant begin, Sign sign, java.util.function.Supplier<String> evidence) {
        if (sign == Sign.UNKNOWN || !time.isAfter(seen)) {
            return Optional.empty();
        }
        boolean paused = seen != Instant.MIN && Duration.between(seen, time).compareTo(PAUSE) > 0;
        seen = time;
        return open.isPresent() ? goesOn(time, sign) : begins(time, begin, sign, paused, evidence);
    }

    private Optional<Stretch> begins(
            Instant time, Instant begin, Sign sign, boolean paused, java.util.function.Supplier<String> evidence) {
        if (sign == Sign.RIGHT) {
            suspected = Optional.empty();
            return Optional.empty();
        }
        Stretch stretch = suspected
                .filter(since -> !paused)
                .map(since -> new Stretch(since.start(), since.count() + 1, time, Optional.empty(), since.evidence()))
                .orElseGet(() -> new Stretch(begin, 1, time, Optional.empty(), evidence.get()));
        if (Duration.between(stretch.start(), time).compareTo(raiseAfter) < 0) {
            suspected = Optional.of(stretch);
            return Optional.empty();
        }
        suspected = Optional.empty();
        right = Optional.empty();
        open = Optional.of(stretch);
        return open;
    }

    private Optional<Stretch> goesOn(Instant time, Sign sign) {
        Stretch stretch = open.orElseThrow();
        if (sign == Sign.WRONG) {
            right = Optional.empty();
            open = Optional.of(
                    new Stretch(stretch.start(), stretch.count() + 1, time, Optional.empty(), stretch.evidence()));
            return Optional.empty();
        }
        if (right.isEmpty()) {
            right = Optional.of(time);
        }
        if (Duration.between(right.get(), time).compareTo(clearAfter) < 0) {
            return Optional.empty();
        }
        Stretch over = new Stretch(stretch.start(), stretch.count(), stretch.updated(), right, stretch.evidence());
        open = Optional.empty();
        right = Optional.empty();
        return Optional.of(over);
    }
}
