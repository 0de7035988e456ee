package dev.drover.clips;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A segment on disk.
 *
 * @param file where it is; in the clip's own folder once it is held there
 * @param start of its first picture
 * @param end of its last picture, exclusive; measured, not guessed
 * @param size in bytes
 */
@RegisterForReflection
public record SegmentFile(Path file, Instant start, Instant end, long size) {
    /** Its name, as the recorder has given it. */
    public String name() {
        return file.getFileName().toString();
    }
}
