package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A stretch of an MP4 file that is to be encoded.
 *
 * @param from when its first picture is shown, counted from the file's begin
 * @param to when the first picture is shown that is not wanted any more
 * @param heard whether there is sound in it
 * @param sound whether there is to be sound; silence takes its place where there is none
 * @param size of the output's pictures, where it is to be put behind others that are encoded alike; else as it is
 * @param output the file to write
 */
@RegisterForReflection
public record Encoding(
        Path file, Duration from, Duration to, boolean heard, boolean sound, Optional<Size> size, Path output) {

    /** In pixels, both even. */
    @RegisterForReflection
    public record Size(int width, int height) {}
}
