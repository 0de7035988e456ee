package dev.drover.timelapse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The wish for the two videos of a channel's pictures.
 *
 * @param folder of the pictures
 * @param videos the folder where they go
 * @param day of which pictures are wanted; all where none is given
 * @param style how they look
 */
@RegisterForReflection
public record StitchOrder(Path folder, Path videos, Optional<LocalDate> day, VideoStyle style) {

    /** As the channel's folder is called. */
    public String channel() {
        return folder.getFileName().toString();
    }
}
