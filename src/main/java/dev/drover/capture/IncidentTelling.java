package dev.drover.capture;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Row;

/** Which incidents have begun, or are over, and have not been told to the routes that a user edits. */
@Named("incidentTelling")
@Singleton
@RegisterForReflection
public class IncidentTelling {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final FailureReasons reasons;
    private final Clock clock;

    public IncidentTelling(FailureReasons reasons, Clock clock) {
        this.reasons = reasons;
        this.clock = clock;
    }

    /**
     * An incident that is to be told of, once as raised and once as resolved.
     *
     * @param attempts that have failed
     */
    @RegisterForReflection
    public record News(Incident incident, boolean raised, int attempts) {

        public String id() {
            return incident.id();
        }

        /** What is told by it. */
        public String told() {
            return raised ? "active" : "resolved";
        }
    }

    /**
     * News that could not be told.
     *
     * @param afterMillis when to try again
     * @param words why, for the first time only
     */
    @RegisterForReflection
    public record Put(String id, int attempts, long afterMillis, String words) {

        /** Whether it is worth a line. */
        public boolean isNews() {
            return attempts == 1;
        }
    }

    /** Of rows. */
    public List<News> news(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> new News(Incident.of(row), new Row(row).text("told").isEmpty(), (int)
                        new Row(row).number("tell_attempts")))
                .toList();
    }

    /** They are tried again, later and later. */
    public Put put(News news, Exception failure) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(news.attempts(), 10));
        Duration capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return new Put(
                news.id(),
                news.attempts() + 1,
                clock.instant().plus(capped).toEpochMilli(),
                news.incident().words() + ". It could not be told: " + reasons.of(failure));
    }

    /** The time now, in ms since 1970. */
    public Long now() {
        return clock.millis();
    }
}
