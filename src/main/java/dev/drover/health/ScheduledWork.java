package dev.drover.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** How the routes that start by themselves fare, as they tell it at their end; kept as long as the process lives. */
@Named("scheduledWork")
@Singleton
@RegisterForReflection
public class ScheduledWork {

    private final Clock clock;
    private final MeterRegistry meters;
    private final Instant start;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public ScheduledWork(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        this.start = clock.instant();
    }

    /**
     * @param lastSuccess  when it last succeeded; empty for never since the start
     * @param failingSince since when it has failed each time; empty where the last time was a success
     * @param why          why it failed last; empty where it did not
     */
    public record State(Optional<Instant> lastSuccess, Optional<Instant> failingSince, String why) {

        static final State NONE = new State(Optional.empty(), Optional.empty(), "");

        /** @param success how the last success is called there */
        HealthCheckResponseBuilder tellTo(HealthCheckResponseBuilder health, String success) {
            lastSuccess.ifPresent(instant -> health.withData(success, instant.toString()));
            failingSince.ifPresent(instant ->
                    health.withData("failingSince", instant.toString()).withData("why", why));
            return health;
        }
    }

    /**
     * What has become of it.
     *
     * @param why  why it failed; empty where it did not
     * @param news whether that is other than the last time, and so worth a line
     */
    @RegisterForReflection
    public record Turn(String why, boolean news) {}

    /** Notes a success; it is news after a failure. */
    public Turn succeeded(String route) {
        measure(route);
        State before = of(route);
        states.put(route, new State(Optional.of(clock.instant()), Optional.empty(), ""));
        return new Turn("", before.failingSince().isPresent());
    }

    /** Notes a failure; it is news after a success, and where the reason is another one. */
    public Turn failed(String route, String why) {
        measure(route);
        State before = of(route);
        Instant since = before.failingSince().orElse(clock.instant());
        states.put(route, new State(before.lastSuccess(), Optional.of(since), why));
        return new Turn(why, before.failingSince().isEmpty() || !before.why().equals(why));
    }

    /** When it last succeeded, in seconds since 1970, for alarms; 0 is never since the start. One for each route on a schedule. */
    private void measure(String route) {
        TimeGauge.builder("drover.last.success", this, TimeUnit.MILLISECONDS, work -> work.of(route)
                        .lastSuccess()
                        .orElse(Instant.EPOCH)
                        .toEpochMilli())
                .tag("source", route)
                .register(meters);
    }

    public State of(String route) {
        return states.getOrDefault(route, State.NONE);
    }

    /** What to say where there was no success for longer than this, since the start or the last one. */
    public Optional<String> overdue(String route, Duration most) {
        State state = of(route);
        Instant since = state.lastSuccess().orElse(start);
        if (!clock.instant().isAfter(since.plus(most))) {
            return Optional.empty();
        }
        return Optional.of("no success since " + since + (state.why().isEmpty() ? "" : ": " + state.why()));
    }
}
