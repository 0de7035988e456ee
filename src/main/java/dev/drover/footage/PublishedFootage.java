package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file in its place.
 *
 * @param footage     what came now
 * @param path        absolute
 * @param relative    below the data folder
 * @param kept        whether an earlier file stays, for it holds more
 * @param complete    whether the file in its place lacks nothing
 * @param missingText what it lacks, in words; empty for nothing
 */
@RegisterForReflection
public record PublishedFootage(
        Footage footage, Path path, String relative, long bytes, boolean kept, boolean complete, String missingText) {

    /** Where it is, in words: an expression would take a path for the file's content. */
    public String place() {
        return path.toString();
    }
}
