package dev.drover.clips;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The settings of clips, as the statements in {@code sql/} ask for them. */
@Named("clipLimits")
@Singleton
@RegisterForReflection
public class ClipLimits {

    private final ClipSettings settings;
    private final Clock clock;

    public ClipLimits(ClipSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How many clips are made at the same time. */
    public int workers() {
        return settings.workers();
    }

    /** How many may wait or be made. */
    public int queue() {
        return settings.queue();
    }

    /** What ended then or before is not kept any longer, in milliseconds since 1970; 0 where everything is. */
    public long keptSince() {
        return settings.retentionDays() == 0
                ? 0
                : Math.max(
                        0,
                        clock.instant()
                                .minus(Duration.ofDays(settings.retentionDays()))
                                .toEpochMilli());
    }
}
