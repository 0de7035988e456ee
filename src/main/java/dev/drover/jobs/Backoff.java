package dev.drover.jobs;

import java.time.Duration;

import jakarta.inject.Singleton;

/** When something that failed is tried again. */
@Singleton
public class Backoff {

    private final JobSettings settings;

    public Backoff(JobSettings settings) {
        this.settings = settings;
    }

    /** The pause after so many attempts (1 or more): doubling from the first delay up to the longest. */
    public Duration after(int attempts) {
        long doublings = Math.min(Math.max(attempts - 1, 0), 30);
        Duration pause = settings.retryDelay().multipliedBy(1L << doublings);
        return pause.compareTo(settings.longestRetryDelay()) > 0 ? settings.longestRetryDelay() : pause;
    }

    public Duration giveUpAfter() {
        return settings.giveUpAfter();
    }
}
