package dev.drover.timelapse;

import java.nio.file.Path;
import java.time.LocalDate;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The pictures that a channel has of a day.
 *
 * @param nvr its name, empty for the one that has none
 * @param folder of the channel's pictures
 * @param day by the clock on the wall
 */
@RegisterForReflection
public record ChannelDay(String nvr, Path folder, LocalDate day) {

    /** As the channel's folder is called. */
    public String channel() {
        return folder.getFileName().toString();
    }
}
