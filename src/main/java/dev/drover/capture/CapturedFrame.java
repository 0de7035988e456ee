package dev.drover.capture;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture of a capture directory.
 *
 * @param directory the directory's name, such as {@code capture1}
 * @param file where it is
 * @param name of the file
 * @param time when it was finished
 */
@RegisterForReflection
public record CapturedFrame(String directory, Path file, CaptureName name, Instant time)
        implements Comparable<CapturedFrame> {

    /** Where it is, as text: in a message, Camel would put what is in the file. */
    public String place() {
        return file.toString();
    }

    public Path thumbnail() {
        return file.resolveSibling(name.thumbnail());
    }

    public Path verdict() {
        return file.resolveSibling(name.verdict());
    }

    @Override
    public int compareTo(CapturedFrame other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : Integer.compare(name.number(), other.name.number());
    }
}
