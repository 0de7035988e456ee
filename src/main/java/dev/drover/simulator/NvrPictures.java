package dev.drover.simulator;

import java.nio.file.Path;
import java.util.List;

/** The pictures of the simulated NVR's channels. */
public final class NvrPictures {

    /**
     * A picture's size.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public record Size(int width, int height) {}

    /** What the channels have, in turn, unless told otherwise. */
    public static final List<Size> SIZES = List.of(new Size(1920, 1080), new Size(1280, 720), new Size(640, 360));

    private NvrPictures() {}

    /** As {@link #open(Path, FfmpegRunner, List)}, with {@link #SIZES}. */
    public static NvrPictures open(Path folder, FfmpegRunner ffmpeg) {
        return open(folder, ffmpeg, SIZES);
    }

    /**
     * Loads the pictures from the folder and makes what is not there yet.
     *
     * @param sizes of the channels, in turn
     * @throws IllegalStateException when FFmpeg fails or writes something unusable
     * @throws java.io.UncheckedIOException when the folder cannot be written
     */
    public static NvrPictures open(Path folder, FfmpegRunner ffmpeg, List<Size> sizes) {
        return new NvrPictures();
    }
}
