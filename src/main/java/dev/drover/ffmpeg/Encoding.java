package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * MP4 files, or stretches of them, that are to be encoded into one. They may differ.
 *
 * @param inputs in order, at least one
 * @param width of the output's pictures
 * @param height the same
 * @param output the file to write
 */
@RegisterForReflection
public record Encoding(List<Input> inputs, int width, int height, Path output) {
    public Encoding {
        inputs = List.copyOf(inputs);
    }

    /** Whether the output has sound. */
    boolean sound() {
        return inputs.stream().anyMatch(Input::sound);
    }

    /**
     * A stretch of a file.
     *
     * @param sound whether there is sound in it; silence takes its place where not
     * @param from when its first picture is shown, counted from the file's begin
     * @param to when the first picture is shown that is not wanted any more
     */
    @RegisterForReflection
    public record Input(Path file, boolean sound, Duration from, Duration to) {}
}
