package dev.drover.rhombus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One value that is good for a while. */
class Remembered<T> {

    private record Entry<T>(T value, Instant until) {}

    private final Clock clock;
    private final AtomicReference<Optional<Entry<T>>> entry = new AtomicReference<>(Optional.empty());

    Remembered(Clock clock) {
        this.clock = clock;
    }

    Optional<T> current() {
        return entry.get()
                .filter(kept -> clock.instant().isBefore(kept.until()))
                .map(Entry::value);
    }

    T keep(T value, Duration good) {
        entry.set(Optional.of(new Entry<>(value, clock.instant().plus(good))));
        return value;
    }

    void forget() {
        entry.set(Optional.empty());
    }
}
