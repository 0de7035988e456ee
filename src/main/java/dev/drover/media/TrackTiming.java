package dev.drover.media;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the header file of a DASH download says about the track whose segments follow.
 *
 * @param container how the segments are packed
 * @param trackId number of the track in its segments
 * @param kind video or audio
 * @param codec name of the codec as the container spells it: {@code avc1}, {@code Opus}, {@code A_OPUS} …
 * @param timescale units per second, at least 1
 * @param sampleDuration in those units, where a segment does not say
 * @param sampleSize in bytes, where a segment does not say
 */
@RegisterForReflection
public record TrackTiming(
        Container container,
        long trackId,
        Kind kind,
        String codec,
        long timescale,
        long sampleDuration,
        long sampleSize) {

    /** How segments are packed. */
    public enum Container {
        MP4,
        WEBM
    }

    /**
     * Reads a header file, MP4 ({@code seg_init.mp4}) or WebM ({@code seg_init_audio.hdr}). Of several tracks the first
     * video, else the first audio one counts.
     *
     * @throws MediaException if the file is no complete header
     */
    public static TrackTiming ofInit(Path header) {
        try (MediaBytes bytes = MediaBytes.open(header)) {
            return WebmSegment.isEbml(bytes) ? WebmSegment.header(bytes) : Mp4Segment.header(bytes);
        }
    }

    /**
     * Checks that a segment of this track is complete and measures it.
     *
     * @throws MediaException if it is cut off, empty, or something else
     */
    public Measured measure(Path segment) {
        return switch (container) {
            case MP4 -> Mp4Segment.measure(segment, this);
            case WEBM -> WebmSegment.measure(segment, this);
        };
    }
}
