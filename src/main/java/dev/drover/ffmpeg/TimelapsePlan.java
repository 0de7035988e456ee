package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.Encoding.Size;

/**
 * Pictures that are to become two videos, in one pass.
 *
 * @param list the pictures, see {@link FfmpegCommands#pictureList}
 * @param fps pictures a second
 * @param full size of the one video, even; pictures of another size are scaled into it
 * @param small size of the other video, even
 * @param stamps what is written into each picture, if anything is
 * @param encoder what encodes
 * @param preset of libx264
 * @param crf of libx264; other encoders take it for their own
 * @param part whether the videos will be put behind others that are made alike
 * @param background whether it leaves the processor to others
 */
@RegisterForReflection
public record TimelapsePlan(
        Path list,
        int fps,
        Size full,
        Size small,
        Optional<Stamps> stamps,
        VideoEncoder encoder,
        String preset,
        int crf,
        boolean part,
        boolean background,
        Path fullOutput,
        Path smallOutput) {

    /**
     * A file of small pictures in black and white, one bit a pixel, each row of whole bytes; one for each picture of the list.
     *
     * @param size of each, in pixels
     * @param times how many times as large they are shown, in both directions
     */
    @RegisterForReflection
    public record Stamps(Path file, Size size, int times) {}
}
