package dev.drover.clips;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A segment on disk.
 *
 * @param file where the recorder has put it; it may be gone from there once it is held
 * @param start of its first picture
 * @param end of its last picture, exclusive; measured, not guessed
 * @param size in bytes
 * @param overtaken whether it has more than that, which the next one shows: it is to be cut there
 */
@RegisterForReflection
public record SegmentFile(Path file, Instant start, Instant end, long size, boolean overtaken) {
    /** Its name, as the recorder has given it. */
    public String name() {
        return file.getFileName().toString();
    }
}
