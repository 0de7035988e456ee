package dev.drover.jobs;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How accepted work is tried again; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "jobs")
public interface JobSettings {

    /** Pause after the first failure; doubles with each further one. */
    @WithDefault("30s")
    Duration retryDelay();

    /** The longest pause between two attempts. */
    @WithDefault("1h")
    Duration longestRetryDelay();

    /** How long a job that yields nothing is tried before it is given up. */
    @WithDefault("24h")
    Duration giveUpAfter();

    /** How long a worker may be silent before others take over its jobs. */
    @WithDefault("60s")
    Duration lease();

    /** How often the table is looked at for work that is due. */
    @WithDefault("500ms")
    Duration pollEvery();
}
