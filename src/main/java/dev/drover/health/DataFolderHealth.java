package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;

import jakarta.inject.Singleton;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import dev.drover.files.DataFolder;

/** How much room there is. It is never DOWN: downloads wait for room by themselves. */
@Wellness
@Singleton
class DataFolderHealth implements HealthCheck {

    private static final String NAME = "Data folder";

    private final DataFolder folder;

    DataFolderHealth(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public HealthCheckResponse call() {
        String path = folder.root().toString();
        try {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("path", path)
                    .withData("freeBytes", Files.getFileStore(folder.root()).getUsableSpace())
                    .build();
        } catch (IOException unreadable) {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("path", path)
                    .withData("why", "It cannot be read: " + unreadable.getMessage())
                    .build();
        }
    }
}
