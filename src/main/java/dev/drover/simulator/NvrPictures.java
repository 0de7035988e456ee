package dev.drover.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pictures of the simulated NVR's channels: moving, of several sizes, and no two alike, for each bears its
 * {@link NvrMark}. And one recorded film. Made once per folder with FFmpeg and used again at the next start.
 */
public final class NvrPictures {

    /**
     * A picture's size.
     *
     * @param width in pixels, even, at least 320
     * @param height in pixels, even, at least 352, so that the mark has room
     */
    public record Size(int width, int height) {

        private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        public Size {
            if (width < 320
                    || height < 16 * NvrMark.BITS
                    || width > 7680
                    || height > 4320
                    || (width | height) % 2 != 0) {
                throw new IllegalArgumentException("a picture must be even and 320x" + 16 * NvrMark.BITS
                        + " to 7680x4320, not " + width + "x" + height);
            }
        }

        /** @throws IllegalArgumentException when it is not written as {@code 1280x720}, or cannot be */
        public static Size parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("a picture's size is written as 1280x720, not " + text);
            }
            return new Size(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** What the channels have, in turn, unless told otherwise. */
    public static final List<Size> SIZES = List.of(new Size(1920, 1080), new Size(1280, 720), new Size(640, 360));

    private static final int LOOKS = 6;
    private static final int LOOP = 12;

    private final List<Size> sizes;
    private final List<JpegLoop> looks;
    private final byte[] recording;

    private NvrPictures(List<Size> sizes, List<JpegLoop> looks, byte[] recording) {
        this.sizes = sizes;
        this.looks = looks;
        this.recording = recording;
    }

    /** As {@link #open(Path, FfmpegRunner, List)}, with {@link #SIZES}. */
    public static NvrPictures open(Path folder, FfmpegRunner ffmpeg) {
        return open(folder, ffmpeg, SIZES);
    }

    /**
     * Loads the pictures from the folder and makes what is not there yet.
     *
     * @param sizes of the channels, in turn
     * @throws IllegalStateException when FFmpeg fails or writes something unusable
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static NvrPictures open(Path folder, FfmpegRunner ffmpeg, List<Size> sizes) {
        try {
            Files.createDirectories(folder);
            MediaLibrary.removeRemains(folder);
            List<JpegLoop> looks = new ArrayList<>();
            for (int i = 0; i < LOOKS; i++) {
                Size size = sizes.get(i % sizes.size());
                looks.add(MediaLibrary.load(
                        folder.resolve("nvr-" + i + "-" + size + ".mjpeg"),
                        ffmpeg,
                        pictureArguments(size, 60 * i),
                        file -> loop(file, size)));
            }
            byte[] recording = MediaLibrary.load(
                    folder.resolve("nvr-recording.mp4"), ffmpeg, recordingArguments(), file -> film(file));
            return new NvrPictures(List.copyOf(sizes), List.copyOf(looks), recording);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the simulated pictures into " + folder, e);
        }
    }

    private static List<String> pictureArguments(Size size, int hue) {
        String strip = "drawbox=x=0:y=0:w=iw/16:h=ih:t=fill:color=";
        return List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size + ":rate=1:duration=" + LOOP + ",hue=h=" + hue + ",split[a][b];[a]" + strip
                        + "black[dark];[b]" + strip + "white[bright];[dark][bright]concat=n=2",
                "-c:v",
                "mjpeg",
                "-pix_fmt",
                "yuvj420p",
                "-q:v",
                "5",
                // The same tables in all of them, and a restart marker after each row, which the encoder sets for
                // slices only
                "-huffman",
                "default",
                "-threads",
                "2",
                "-thread_type",
                "slice",
                "-f",
                "mjpeg");
    }

    private static List<String> recordingArguments() {
        return List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=10:duration=10",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-movflags",
                "+faststart",
                "-f",
                "mp4");
    }

    private static JpegLoop loop(byte[] file, Size size) {
        JpegLoop loop = JpegLoop.parse(file, (size.height() + 15) / 16);
        if (loop.length() != LOOP) {
            throw new IllegalArgumentException(loop.length() + " pictures instead of " + LOOP);
        }
        return loop;
    }

    private static byte[] film(byte[] file) {
        if (file.length < 10_000) {
            throw new IllegalArgumentException("a film of " + file.length + " bytes");
        }
        return file;
    }

    /** The size of the channel's pictures. */
    public Size size(int channel) {
        return sizes.get(channel % LOOKS % sizes.size());
    }

    /** The picture with this mark, whole. */
    byte[] picture(NvrMark mark) {
        return looks.get(mark.channel() % LOOKS)
                .picture(
                        mark.number() % LOOP,
                        mark.comment(),
                        mark.rows(size(mark.channel()).height()));
    }

    /** What any recorded file holds, 10 s of film; not to be changed. */
    byte[] recording() {
        return recording;
    }
}
