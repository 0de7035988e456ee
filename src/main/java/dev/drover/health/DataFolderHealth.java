package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.jobs.StorageSettings;

/** Whether the data folder can be written, and has room. */
@Readiness
@Singleton
class DataFolderHealth implements HealthCheck {

    private final DataFolder folder;
    private final StorageSettings storage;

    DataFolderHealth(DataFolder folder, StorageSettings storage) {
        this.folder = folder;
        this.storage = storage;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Data folder")
                .withData("path", folder.root().toString());
        try {
            health.withData("freeBytes", Files.getFileStore(folder.root()).getUsableSpace());
        } catch (IOException unreadable) {
            return health.down()
                    .withData("why", folder.root() + " cannot be read: " + unreadable.getMessage())
                    .build();
        }
        Optional<String> trouble = trouble();
        trouble.ifPresent(why -> health.withData("why", why));
        return health.status(trouble.isEmpty()).build();
    }

    private Optional<String> trouble() {
        if (!Files.isDirectory(folder.state())) {
            return Optional.of(folder.state() + " is gone. Is the disk still mounted?");
        }
        if (!Files.isWritable(folder.root()) || !Files.isWritable(folder.state())) {
            return Optional.of(folder.root() + " is not writable");
        }
        return DiskFullException.below(folder.root(), storage.reserve().asLongValue())
                .map(Throwable::getMessage);
    }
}
