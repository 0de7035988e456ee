package dev.drover.files;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The layout below the data folder: results by their noun, Drover's own state in {@code .drover}. */
@Named("dataFolder")
@Singleton
@RegisterForReflection
public class DataFolder {

    private final DroverSettings settings;

    public DataFolder(DroverSettings settings) {
        this.settings = settings;
    }

    public Path root() {
        return settings.data().toAbsolutePath().normalize();
    }

    /** What a user gets of a capability, for instance {@code footage}. */
    public Path results(String capability) {
        return root().resolve(capability);
    }

    /** Drover's own state; a user has no need to look there. */
    public Path state() {
        return root().resolve(".drover");
    }

    /** Unfinished work, one folder a job. On the same file system as the results, so that finishing is a rename. */
    public Path work() {
        return work(root());
    }

    /** The same, below a given data folder. */
    public static Path work(Path root) {
        return root.resolve(".drover").resolve("work");
    }

    private static ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "drover.zone is " + name + ", which is no time zone; write for instance Europe/Zurich", unknown);
        }
    }

    /** Zone of names and of what people read. */
    public ZoneId zone() {
        return settings.zone().map(DataFolder::zoneOf).orElseGet(ZoneId::systemDefault);
    }
}
