package dev.drover.ffmpeg;

import java.util.List;

/** Hears what processes say while they run; any CDI bean of this type is told. */
public interface LineListener {
    /**
     * @param command program and arguments
     * @param line one line of either output
     */
    void line(List<String> command, String line);
}
