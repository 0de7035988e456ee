package dev.drover.clips;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many clips are made, how long they may be and how long they are kept; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "clips")
public interface ClipSettings {

    /** Clips that are made at the same time. */
    @WithDefault("3")
    int workers();

    /** Clips that may be accepted and not yet done. */
    @WithDefault("1000")
    int queue();

    /** The longest window. */
    @WithDefault("60m")
    Duration maxLength();

    /** How long after its first failure a clip is tried that cannot be made. */
    @WithDefault("15m")
    Duration giveUpAfter();

    /** Days that a clip is kept after it was done, or had failed; 0 for ever. */
    @WithDefault("7")
    int retentionDays();

    /** Whether the example route {@code clip-on-webhook} runs. */
    @WithDefault("false")
    boolean webhook();
}
