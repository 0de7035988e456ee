package dev.drover.timelapse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of a channel's pictures.
 *
 * @param files the two videos, the larger first; none where there are none
 * @param frames how many pictures are in each
 * @param broken those that were left out
 * @param why there is no video; empty where there is
 */
@RegisterForReflection
public record StitchOutcome(List<Path> files, int frames, List<BrokenFrame> broken, Optional<String> why) {
    public StitchOutcome {
        files = List.copyOf(files);
        broken = List.copyOf(broken);
    }

    public boolean isMade() {
        return !files.isEmpty();
    }

    /** Where the larger video is; a route that writes a path writes what is in the file. */
    public String place() {
        return files.get(0).toString();
    }

    /** Why there is none. */
    public String reason() {
        return why.orElse("");
    }
}
