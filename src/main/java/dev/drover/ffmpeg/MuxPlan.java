package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is to become one MP4 file.
 *
 * @param video window files with video, in order, at least one
 * @param audio window files with audio, in order; empty for a file without sound
 * @param output the file to write; lists that FFmpeg needs are written beside it
 */
@RegisterForReflection
public record MuxPlan(List<Window> video, List<Window> audio, Path output) {
    public MuxPlan {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
        if (video.isEmpty()) {
            throw new IllegalArgumentException("There is no video to put into " + output);
        }
        ordered(video);
        ordered(audio);
    }

    /**
     * One window of a download: its header file and those of its segments that could be fetched, in one file.
     *
     * @param file where it is
     * @param begins where its first segment belongs, counted from the start that was asked for; later than the window
     *     itself begins when leading segments are missing
     */
    @RegisterForReflection
    public record Window(Path file, Duration begins) {}

    private static void ordered(List<Window> windows) {
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i).begins().compareTo(windows.get(i - 1).begins()) <= 0) {
                throw new IllegalArgumentException("Windows must follow one another: "
                        + windows.get(i - 1).begins() + ", " + windows.get(i).begins());
            }
        }
    }
}
