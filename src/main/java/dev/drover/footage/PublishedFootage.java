package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file in its place.
 *
 * @param kept     whether an earlier file stays, for it holds more
 * @param path     absolute
 * @param relative below the data folder
 */
@RegisterForReflection
public record PublishedFootage(Footage footage, Path path, String relative, long bytes, boolean kept) {

    /** Where it is, in words: an expression would take a path for the file's content. */
    public String place() {
        return path.toString();
    }

    public boolean complete() {
        return footage.complete();
    }

    public String missingText() {
        return footage.missingText();
    }
}
