package dev.drover.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The footage of the simulated cameras: one minute of moving picture with a running clock per look, one minute of a
 * tone per gateway, and the still picture that stands for missing footage. Made once per folder with FFmpeg and used
 * again at the next start; a file appears under its name only when it is whole, so that a killed generation is never
 * taken for a finished one.
 */
public final class MediaLibrary {

    /** Seconds after which the footage repeats. */
    static final int LOOP_SECONDS = 60;

    private static final String UNFINISHED = ".part";
    private static final int LOOKS = 3;
    private static final int TONES = 2;

    private final MediaShape shape;
    private final List<Mp4Loop> looks;
    private final List<WebmLoop> tones;
    private final Mp4Loop placeholder;

    private MediaLibrary(MediaShape shape, List<Mp4Loop> looks, List<WebmLoop> tones, Mp4Loop placeholder) {
        this.shape = shape;
        this.looks = looks;
        this.tones = tones;
        this.placeholder = placeholder;
    }

    /** As {@link #open(Path, FfmpegRunner, MediaShape)}, with small pictures. */
    public static MediaLibrary open(Path folder, FfmpegRunner ffmpeg) {
        return open(folder, ffmpeg, MediaShape.small());
    }

    /**
     * Loads the footage from the folder and makes what is not there yet.
     *
     * @throws IllegalStateException when FFmpeg fails or writes something unusable
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static MediaLibrary open(Path folder, FfmpegRunner ffmpeg, MediaShape shape) {
        try {
            Files.createDirectories(folder);
            removeRemains(folder);
            String size =
                    shape.width() + "x" + shape.height() + "-" + shape.framesPerSecond() + "fps-q" + shape.quality();
            List<Mp4Loop> looks = new ArrayList<>();
            for (int i = 0; i < LOOKS; i++) {
                String picture = "testsrc2=size=" + shape.width() + "x" + shape.height() + ":rate="
                        + shape.framesPerSecond() + ":duration=" + LOOP_SECONDS + ",hue=h=" + 120 * i;
                looks.add(load(
                        folder.resolve("look-" + i + "-" + size + ".mp4"),
                        ffmpeg,
                        videoArguments(picture, shape),
                        file -> video(file, LOOP_SECONDS / 2)));
            }
            String still = "color=c=0x303030:size=" + shape.width() + "x" + shape.height() + ":rate="
                    + shape.framesPerSecond() + ":duration=2,drawbox=x=iw/4:y=ih/4:w=iw/2:h=ih/2:color=gray";
            Mp4Loop placeholder = load(
                    folder.resolve("placeholder-" + size + ".mp4"),
                    ffmpeg,
                    videoArguments(still, shape),
                    file -> video(file, 1));
            List<WebmLoop> tones = new ArrayList<>();
            for (int i = 0; i < TONES; i++) {
                String tone = "sine=frequency=" + (440 + 220 * i) + ":sample_rate=48000:duration=" + LOOP_SECONDS;
                tones.add(
                        load(folder.resolve("tone-" + i + ".webm"), ffmpeg, audioArguments(tone), MediaLibrary::audio));
            }
            return new MediaLibrary(shape, List.copyOf(looks), List.copyOf(tones), placeholder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the simulated footage into " + folder, e);
        }
    }

    /** Removes what generations that were killed have left; a young file may belong to one that is still running. */
    static void removeRemains(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).compareTo(old) < 0) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static List<String> videoArguments(String source, MediaShape shape) {
        return List.of(
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-profile:v",
                "baseline",
                "-crf",
                Integer.toString(shape.quality()),
                "-g",
                Integer.toString(2 * shape.framesPerSecond()),
                "-sc_threshold",
                "0",
                "-pix_fmt",
                "yuv420p",
                "-movflags",
                "+empty_moov+default_base_moof+frag_keyframe+skip_trailer",
                "-frag_duration",
                "1000000",
                "-use_editlist",
                "0",
                "-f",
                "mp4");
    }

    private static List<String> audioArguments(String source) {
        return List.of(
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:a",
                "libopus",
                "-b:a",
                "24k",
                "-ar",
                "48000",
                "-ac",
                "1",
                "-frame_duration",
                "20",
                "-live",
                "1",
                "-f",
                "webm");
    }

    private static Mp4Loop video(byte[] file, int segments) {
        Mp4Loop loop = Mp4Loop.parse(file);
        if (loop.segments() != segments) {
            throw new IllegalArgumentException(loop.segments() + " segments instead of " + segments);
        }
        return loop;
    }

    private static WebmLoop audio(byte[] file) {
        WebmLoop loop = WebmLoop.parse(file);
        if (loop.segments() != LOOP_SECONDS / 2) {
            throw new IllegalArgumentException(loop.segments() + " segments instead of " + LOOP_SECONDS / 2);
        }
        return loop;
    }

    /** What the file holds; it is made first where it is not there, or spoilt. */
    static <T> T load(Path file, FfmpegRunner ffmpeg, List<String> arguments, Function<byte[], T> parser)
            throws IOException {
        try {
            return parser.apply(Files.readAllBytes(file));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            // Not there yet, or spoilt: make it now
        }
        Path unfinished = Files.createTempFile(file.getParent(), file.getFileName() + ".", UNFINISHED);
        try {
            List<String> all = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-loglevel", "error", "-y"));
            all.addAll(arguments);
            all.add("file:" + unfinished);
            int exit = ffmpeg.run(List.copyOf(all));
            if (exit != 0) {
                throw new IllegalStateException("FFmpeg ended with " + exit + " while making the simulated footage "
                        + file + "; its arguments were " + all);
            }
            T loop;
            try {
                loop = parser.apply(Files.readAllBytes(unfinished));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("FFmpeg made unusable simulated footage: " + e.getMessage(), e);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return loop;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    MediaShape shape() {
        return shape;
    }

    byte[] videoInit(int look) {
        return look(look).init();
    }

    byte[] audioInit(int tone) {
        return tone(tone).init();
    }

    /** The video of the two seconds from {@code epochSecond} (even) on, as the position-th segment of a range. */
    byte[] video(int look, long epochSecond, long position, int seconds) {
        Mp4Loop loop = look(look);
        int index = (int) Math.floorMod(epochSecond / 2, (long) loop.segments());
        return loop.segment(index, position, seconds, shape.segmentBytes());
    }

    /** The picture the vendor shows where there is no footage. */
    byte[] placeholder(long position, int seconds) {
        return placeholder.segment(0, position, seconds, shape.segmentBytes());
    }

    /** The sound of the two seconds from {@code epochSecond} (even) on, as the position-th segment of a range. */
    byte[] audio(int tone, long epochSecond, long position, int seconds) {
        WebmLoop loop = tone(tone);
        return loop.segment((int) Math.floorMod(epochSecond / 2, (long) loop.segments()), position, seconds);
    }

    private Mp4Loop look(int number) {
        return looks.get(Math.floorMod(number, looks.size()));
    }

    private WebmLoop tone(int number) {
        return tones.get(Math.floorMod(number, tones.size()));
    }
}
