package dev.drover.footage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;

/**
 * A claimed job: footage to download now.
 *
 * @param attempts     with this one
 * @param healingSince when its first incomplete result was published; empty for never
 * @param result       the file of an earlier attempt, relative to the data folder; empty for none
 * @param dataFolder   the data folder
 * @param worker       name of the worker that has claimed it; files that a second one could write at the same time bear it
 */
@RegisterForReflection
public record FootageJob(
        long id,
        long revision,
        int attempts,
        Instant acceptedAt,
        Optional<Instant> healingSince,
        String result,
        FootageRequest request,
        Path dataFolder,
        String worker) {

    /** Where its unfinished pieces are. */
    public Path folder() {
        return folder(dataFolder, id);
    }

    static Path folder(Path dataFolder, long id) {
        return DataFolder.work(dataFolder).resolve("job-" + id);
    }

    /** The camera as a word that fits into an endpoint name. */
    public String cameraWord() {
        return request.cameraUuid().replaceAll("[^A-Za-z0-9_-]", "_");
    }

    public String title() {
        return request.title();
    }

    public String cameraName() {
        return request.cameraName();
    }
}
