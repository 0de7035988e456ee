package dev.drover.ffmpeg;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which FFmpeg is run, and how long; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "ffmpeg")
public interface FfmpegSettings {

    /** The program: a path, or a name to look for on the PATH. */
    Optional<String> executable();

    /** Folder of the FFmpeg that came with Drover. */
    Optional<String> bundledDirectory();

    /** How long one run may take. */
    @WithDefault("6h")
    Duration timeout();

    /** How long one run may stand still. */
    @WithDefault("2m")
    Duration stall();
}
