package dev.drover.clips;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where recorded segments are and how they are told apart; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "clips")
public interface SegmentSettings {

    /** Folder with one folder of segments a camera; empty where there are no clips. */
    Optional<Path> source();
}
