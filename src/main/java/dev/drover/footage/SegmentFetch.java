package dev.drover.footage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.rhombus.MediaRequest;

/**
 * One file of a recording to fetch.
 *
 * @param fileName its name in the recording's folder
 * @param onTheWay whether it takes up one of the download's places on the way to the device
 * @param index    position of the segment, from 0; -1 for the header file
 */
@RegisterForReflection
public record SegmentFetch(
        Recording recording, MediaRequest request, String fileName, int index, AtomicBoolean onTheWay) {

    SegmentFetch(Recording recording, MediaRequest request, String fileName, int index) {
        this(recording, request, fileName, index, new AtomicBoolean());
    }

    public Path file() {
        return recording.folder().resolve(fileName);
    }

    /** The same, relative to the data folder. */
    public String path() {
        return recording.window().job().dataFolder().relativize(file()).toString();
    }

    /** Not here yet, and still of use. */
    public boolean wanted() {
        return !recording.isAbandoned() && !(header() ? recording.headed() : Files.isRegularFile(file()));
    }

    public boolean header() {
        return index < 0;
    }
}
