package dev.drover.files;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where Drover keeps everything; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "drover")
public interface DroverSettings {

    /** The folder of all results and of Drover's own state. */
    @WithDefault("data")
    Path data();

    /** Whether a data folder that Drover has never used stops the start: so looks a disk that is not mounted. */
    @WithDefault("false")
    boolean dataMustExist();

    /** Time zone of names and of what people read; the host's when not set. A name such as {@code Europe/Zurich}. */
    Optional<String> zone();

    /** Folder of the routes that run; those that came with Drover when not set. */
    Optional<Path> routes();
}
