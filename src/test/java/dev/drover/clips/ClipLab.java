package dev.drover.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Assumptions;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.FfmpegEnd;
import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.Backoff;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.StorageSettings;
import dev.drover.jobs.Worker;
import dev.drover.testing.FfmpegMedia;
import dev.drover.testing.Mappings;

/** Recorded segments in a folder, and the engine without routes: FFmpeg is run as they would. */
final class ClipLab {

    /** When the predecessor's example begins. */
    static final Instant START = Instant.parse("2025-09-06T14:30:00Z");

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    final Path source;
    final Path data;
    final List<List<String>> ran = new ArrayList<>();
    private Instant now = START.plus(Duration.ofDays(1));
    long reserve = 1;
    SegmentIndex index;
    private ClipFolders folders;
    ClipPlans plans;
    ClipCuts cuts;
    ClipFiles files;
    ClipAnswers answers;
    ClipJobs jobs;
    final CanceledClips canceled = new CanceledClips();

    ClipLab(Path folder) {
        this(folder, folder.resolve("data"));
    }

    ClipLab(Path folder, Path data) {
        source = folder.resolve("recordings of the yard");
        this.data = data;
        try {
            Files.createDirectories(source.resolve("cam1"));
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    /** A new engine, as after a restart: only what is on disk stays. */
    void restart() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        DataFolder folder = new DataFolder(new DroverSettings() {
            @Override
            public Path data() {
                return data;
            }

            @Override
            public boolean dataMustExist() {
                return false;
            }

            @Override
            public Optional<String> zone() {
                return Optional.of("UTC");
            }

            @Override
            public Optional<Path> routes() {
                return Optional.empty();
            }
        });
        SegmentSettings settings = new SegmentSettings() {
            @Override
            public Optional<Path> source() {
                return Optional.of(source);
            }

            @Override
            public Optional<List<String>> segmentNames() {
                return Optional.empty();
            }

            @Override
            public Duration settle() {
                return Duration.ofSeconds(10);
            }
        };
        StorageSettings storage = () -> new MemorySize(java.math.BigInteger.valueOf(reserve));
        index = new SegmentIndex(settings, folder, clock);
        folders = new ClipFolders(folder, index, storage, clock);
        plans = new ClipPlans(
                index,
                new SegmentMeasures(),
                folders,
                settings,
                Mappings.of(ClipSettings.class),
                new Backoff(Mappings.of(JobSettings.class)),
                new ClipTimes(folder, clock),
                clock);
        cuts = new ClipCuts(plans, folders, folder, new FfmpegCommands(), storage, canceled, new Stopping());
        answers = new ClipAnswers(
                new ClipTimes(folder, clock),
                new Worker(Mappings.of(JobSettings.class), folder, clock, 4, Optional.empty()),
                clock,
                folder,
                settings,
                "1");
        jobs = new ClipJobs(new ClipTimes(folder, clock));
        files = new ClipFiles(folder, folders, new ClipTimes(folder, clock), clock);
    }

    void now(Instant time) {
        now = time;
    }

    Instant now() {
        return now;
    }

    ClipFolders folders() {
        return folders;
    }

    /** The name of the segment that begins so many seconds after the start. */
    static String name(int second, String extension) {
        return NAME.format(START.plusSeconds(second)) + "-000000." + extension;
    }

    Path path(int second, String extension) {
        return source.resolve("cam1").resolve(name(second, extension));
    }

    /** Seven segments of 5 s, as in the predecessor's example. */
    ClipLab example() {
        return row(7, "mp4");
    }

    ClipLab row(int segments, String extension) {
        record(path(0, extension), 5, "320x240", List.of());
        for (int i = 1; i < segments; i++) {
            copy(path(0, extension), path(5 * i, extension));
        }
        return this;
    }

    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a segment of 25 pictures a second with sound, a key frame every 2 s. */
    Path record(Path file, int seconds, String size, List<String> options) {
        boolean avi = file.toString().endsWith("avi");
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-f", "lavfi", "-i"));
        arguments.add("testsrc=s=" + size + ":r=25:d=" + seconds);
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=r=48000:d=" + seconds));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50"));
        arguments.addAll(List.of("-bf", avi ? "0" : "2", "-sc_threshold", "0", "-c:a", avi ? "mp3" : "aac"));
        arguments.addAll(options);
        arguments.add(file.toString());
        FfmpegMedia.run(source, arguments);
        old(file);
        return file;
    }

    /**
     * Records segments of 5 s out of one long film, as FFmpeg's segment muxer does; with sound and B-frames, a key frame each
     * second. Each picture shows its number, see {@link #numbers}.
     */
    void numbered(int segments, String extension, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-f", "lavfi", "-i"));
        arguments.add("color=black:s=320x180:r=25:d=" + 5 * segments
                + ",geq=lum='16+219*mod(floor(N/pow(2,floor(X/20))),2)':cb=128:cr=128");
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=r=48000:d=" + 5 * segments));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"));
        arguments.addAll(List.of("-bf", "2", "-sc_threshold", "0", "-c:a", "aac"));
        arguments.addAll(List.of("-f", "segment", "-segment_time", "5"));
        arguments.addAll(options);
        arguments.add("made-%d." + extension);
        FfmpegMedia.run(source, arguments);
        for (int i = 0; i < segments; i++) {
            copy(source.resolve("made-" + i + "." + extension), path(5 * i, extension));
            old(path(5 * i, extension));
        }
    }

    /** The numbers of the pictures of a clip in the order in which they are shown. */
    List<Integer> numbers(ClipFile clip) {
        Path raw = data.resolve("numbers");
        FfmpegMedia.run(
                data,
                List.of(
                        "-v",
                        "error",
                        "-i",
                        video(clip).toString(),
                        "-map",
                        "0:v",
                        "-vsync",
                        "0",
                        "-vf",
                        "scale=16:1:flags=area,format=gray",
                        "-f",
                        "rawvideo",
                        raw.toString()));
        try {
            byte[] bytes = Files.readAllBytes(raw);
            List<Integer> numbers = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += 16) {
                int number = 0;
                for (int bit = 0; bit < 16; bit++) {
                    number |= (bytes[at + bit] & 0xFF) > 127 ? 1 << bit : 0;
                }
                numbers.add(number);
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the packets of a stream are decoded and shown, in the order of the file, in units of its own. */
    List<long[]> packets(ClipFile clip, int stream) {
        return FfmpegMedia.run(
                        data, List.of("-v", "error", "-i", video(clip).toString(), "-c", "copy", "-f", "framecrc", "-"))
                .lines()
                .filter(line -> line.startsWith(stream + ","))
                .map(line -> line.split(", *"))
                .map(fields -> new long[] {Long.parseLong(fields[1].strip()), Long.parseLong(fields[2].strip())})
                .toList();
    }

    /** Moves the clock of the last fragment of a file that {@link #record} has made. */
    void jump(Path file, long seconds) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        ByteBuffer boxes = ByteBuffer.wrap(bytes);
        int scale = text.indexOf("mdhd");
        for (int at = text.indexOf("tfdt", text.lastIndexOf("moof")); at > 0; at = text.indexOf("tfdt", at + 1)) {
            boxes.putLong(at + 8, boxes.getLong(at + 8) + seconds * boxes.getInt(scale + 16));
            scale = text.indexOf("mdhd", scale + 1);
        }
        Files.write(file, bytes);
        old(file);
    }

    /** Nobody has written to it for long. */
    void old(Path file) {
        touch(file, START.plus(Duration.ofHours(1)));
    }

    void touch(Path file, Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClipOrder order(double from, double to, Cut cut) {
        Instant begin = START.plusMillis((long) (from * 1000));
        return new ClipOrder(
                UUID.randomUUID().toString(),
                "cam1",
                begin,
                begin,
                START.plusMillis((long) (to * 1000)),
                cut,
                now,
                List.of());
    }

    ClipRow row(ClipOrder order, String state, String reason) {
        return new ClipRow(
                1,
                order.clipId(),
                order.camera(),
                Optional.of(order),
                state,
                reason,
                1,
                now,
                now,
                now,
                "",
                NullNode.instance);
    }

    /** Instead of a file one that can be opened, and that the system fails to read: the speed of what is no network card. */
    static void unread(Path file) {
        Path speed = Path.of("/sys/class/net/lo/speed");
        Assumptions.assumeTrue(Files.exists(speed));
        try {
            Files.delete(file);
            Files.createSymbolicLink(file, speed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClipJob job(int attempts, ClipOrder order) {
        return new ClipJob(1, attempts, Instant.EPOCH, order);
    }

    ClipPlan find(ClipOrder order) throws Exception {
        return plans.find(order);
    }

    /** What the routes do. */
    ClipFile cut(ClipOrder order) throws Exception {
        if (files.isPublished(order)) {
            return files.published(order);
        }
        Cutting cutting = cuts.begin(folders.hold(plans.find(order)));
        while (cutting.isUnfinished()) {
            if (cuts.copies(cutting)) {
                cutting = cuts.join(cutting);
                continue;
            }
            List<String> arguments = cuts.arguments(cutting);
            ran.add(arguments);
            cutting = cuts.look(cutting, run(arguments));
        }
        return files.publish(cutting);
    }

    private FfmpegEnd run(List<String> arguments) {
        try {
            FfmpegMedia.run(data, arguments);
            return FfmpegEnd.FINE;
        } catch (IllegalStateException failed) {
            return new FfmpegEnd(Optional.of(failed.getMessage()));
        }
    }

    Path video(ClipFile clip) {
        return data.resolve("videos").resolve(clip.name());
    }

    Path annotation(ClipFile clip, String extension) {
        return data.resolve("annotations").resolve(clip.name().replace(".mp4", extension));
    }
}
