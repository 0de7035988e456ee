package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.util.List;

/**
 * How a device is recorded.
 *
 * @param video what opens its picture, {@code -i} and all
 * @param audio the same for its sound; empty where that comes with the picture, if at all
 * @param encoder of the segments
 * @param stream size of the pictures in the segments
 * @param stills how many a second are kept
 * @param firstStill number of the first of them
 * @param directory of the segments; {@code captures} below it has the stills
 */
public record CapturePlan(
        List<String> video,
        List<String> audio,
        VideoEncoder encoder,
        Encoding.Size stream,
        int stills,
        long firstStill,
        Path directory) {

    public CapturePlan {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
    }
}
