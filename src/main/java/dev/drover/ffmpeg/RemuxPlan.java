package dev.drover.ffmpeg;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A recorded file that is to become an MP4, as a whole.
 *
 * @param file in any container that FFmpeg reads
 * @param picture what becomes of the pictures
 * @param sound what becomes of the sound
 * @param output the file to write
 */
@RegisterForReflection
public record RemuxPlan(Path file, Picture picture, Sound sound, Path output) {

    /** What becomes of the pictures. */
    public enum Picture {
        /** Taken over. */
        COPY,
        /** The same, for HEVC, whose usual name not all players know. */
        COPY_HEVC,
        /** Decoded and encoded anew. */
        H264,
        /** The same, for AVI: it tells when pictures are decoded, and the first is shown at once. */
        H264_AT_ONCE
    }

    /** What becomes of the sound. */
    public enum Sound {
        /** Taken over. */
        COPY,
        /** Encoded for players. */
        AAC,
        /** Encoded without loss, in packets that need no others: such files can be put behind one another. */
        FLAC
    }
}
