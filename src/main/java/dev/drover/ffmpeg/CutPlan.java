package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Recorded files of one shape that are to become one MP4, one behind the other.
 *
 * @param pieces in order, at least one
 * @param from where the output begins, counted from the begin of the first piece; needs pictures that are encoded anew
 * @param length of the output at most; empty for all there is
 * @param picture what becomes of the pictures
 * @param sound what becomes of the sound
 * @param reserve bytes to keep for the index in front of the output; 0 to have it moved there afterwards
 * @param output the file to write; the list that FFmpeg needs is written beside it
 */
@RegisterForReflection
public record CutPlan(
        List<Piece> pieces,
        Duration from,
        Optional<Duration> length,
        Treatment picture,
        Treatment sound,
        long reserve,
        Path output) {
    public CutPlan {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to put into " + output);
        }
    }

    /** What becomes of a stream. */
    public enum Treatment {
        /** Its packets are taken over. */
        COPY,
        /** The same, for HEVC, whose usual name not all players know. */
        COPY_HEVC,
        /** It is decoded and encoded anew. */
        ENCODE
    }

    /**
     * A file, or a stretch of it.
     *
     * @param file where it is
     * @param in where to begin, a key frame by FFmpeg's clock; empty for its begin
     * @param out where to end by the same clock; empty for its end
     * @param length how long the stretch is
     */
    @RegisterForReflection
    public record Piece(Path file, Optional<Duration> in, Optional<Duration> out, Duration length) {}

    /**
     * MP4 files that differ, to be encoded into one.
     *
     * @param inputs in order, at least one
     * @param width of the output's pictures
     * @param height the same
     * @param sound whether the output has sound
     * @param from where it begins, counted from the begin of the first input
     * @param length of it at most; empty for all there is
     * @param output the file to write
     */
    @RegisterForReflection
    public record Blend(
            List<Input> inputs,
            int width,
            int height,
            boolean sound,
            Duration from,
            Optional<Duration> length,
            Path output) {
        public Blend {
            inputs = List.copyOf(inputs);
        }
    }

    /** @param sound whether there is sound in it; silence takes its place where not */
    @RegisterForReflection
    public record Input(Path file, boolean sound, Duration length) {}
}
