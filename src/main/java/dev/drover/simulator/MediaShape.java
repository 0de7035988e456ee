package dev.drover.simulator;

/**
 * What simulated footage looks like.
 *
 * @param width picture width in pixels, even
 * @param height picture height in pixels, even
 * @param framesPerSecond whole frames per second, 1–60
 * @param quality x264's constant rate factor, 0 (lossless) – 51 (worst)
 * @param segmentBytes video segments smaller than this are filled up with an MP4 {@code free} box, so that a benchmark
 *     can have big segments that still play; 0 leaves them as they are
 */
public record MediaShape(int width, int height, int framesPerSecond, int quality, int segmentBytes) {

    public MediaShape {
        if (width < 16 || height < 16 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "picture size must be even and at least 16x16, not " + width + "x" + height);
        }
        if (framesPerSecond < 1 || framesPerSecond > 60) {
            throw new IllegalArgumentException("frames per second must be 1 to 60, not " + framesPerSecond);
        }
        if (quality < 0 || quality > 51) {
            throw new IllegalArgumentException("quality must be 0 to 51, not " + quality);
        }
        if (segmentBytes < 0) {
            throw new IllegalArgumentException("segment bytes must not be negative: " + segmentBytes);
        }
    }

    /** 320x240, 10 frames per second, about 70 KB per segment. */
    public static MediaShape small() {
        return new MediaShape(320, 240, 10, 30, 0);
    }

    /** The same picture in segments of at least so many bytes. */
    public MediaShape withSegmentBytes(int bytes) {
        return new MediaShape(width, height, framesPerSecond, quality, bytes);
    }
}
