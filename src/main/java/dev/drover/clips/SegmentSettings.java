package dev.drover.clips;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where recorded segments are and how they are told apart; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "clips")
public interface SegmentSettings {

    /** Folder with one folder of segments a camera; empty where there are no clips. */
    Optional<Path> source();

    /** How segments are named, when not in one of the usual ways. */
    Optional<List<String>> segmentNames();

    /** How long the newest segment must not have changed to count as finished. */
    @WithDefault("10s")
    Duration settle();
}
