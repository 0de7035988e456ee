package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Recorded files of one shape that are to become one MP4, one behind the other, each as a whole.
 *
 * @param pieces in order, at least one
 * @param picture what becomes of the pictures
 * @param sound what becomes of the sound
 * @param output the file to write; the list that FFmpeg needs is written beside it
 */
@RegisterForReflection
public record CutPlan(List<Piece> pieces, Treatment picture, Treatment sound, Path output) {
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
     * A file.
     *
     * @param file where it is
     * @param length how long it plays
     */
    @RegisterForReflection
    public record Piece(Path file, Duration length) {}
}
