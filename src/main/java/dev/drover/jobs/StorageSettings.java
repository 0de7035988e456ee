package dev.drover.jobs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How full the disk of the data folder may get; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "storage")
public interface StorageSettings {

    /** What is left free, so that the job table can always be written. */
    @WithDefault("64M")
    MemorySize reserve();
}
