package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static dev.drover.testing.FootageFlow.eventually;

/** A capture host from outside, with what is around it: what grabbers bring, what lies on disk, and what clients are told. */
public final class CaptureFlow {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger DIRECTORIES = new AtomicInteger(100);

    private final Path data;
    private final int port;
    private final Webhook webhook;

    CaptureFlow(Path data, int port, Webhook webhook) {
        this.data = data;
        this.port = port;
        this.webhook = webhook;
    }

    /** Who is told of incidents. */
    public Webhook webhook() {
        return webhook;
    }

    /** The clip service beside it. */
    public ClipFlow clips() {
        return new ClipFlow(data, data.resolve("recordings"), port);
    }

    /** Makes an incident of a device, by pictures of these times: three black ones, the first then, each a second. */
    public Directory blackout(Instant start) {
        Directory directory = directory();
        for (int i = 0; i < 3; i++) {
            directory.still(i, black(), start.plusSeconds(i));
        }
        return directory;
    }

    /** Puts an incident into the table, as if an earlier Drover had. */
    public void insert(String id, Directory directory, String type, Instant start, String end, String told) {
        insert(id, directory, type, start, end, told, "none");
    }

    /** The same, with the picture that it shows. */
    public void insert(
            String id, Directory directory, String type, Instant start, String end, String told, String picture) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + data.resolve(".drover/drover.db") + "?busy_timeout=10000");
                Statement statement = connection.createStatement()) {
            long begin = start.toEpochMilli();
            List<String> values = List.of(
                    quoted(id),
                    quoted(CaptureSite.HOST),
                    quoted(directory.device()),
                    quoted(directory.name()),
                    quoted(type),
                    quoted(end.equals("null") ? "active" : "resolved"),
                    "" + begin,
                    end,
                    quoted("{\"filename\":\"" + picture + "\"}"),
                    "" + begin,
                    "" + begin,
                    quoted(told));
            statement.executeUpdate(
                    "insert into incident (id, host_name, device_id, directory, incident_type, status, start_time, end_time,"
                            + " metadata, created_at, updated_at, told) values (" + String.join(", ", values) + ")");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public Path data() {
        return data;
    }

    public Path stream() {
        return data.resolve("stream");
    }

    /** A new directory, with nothing in it. */
    public Directory directory() {
        String name = "capture" + DIRECTORIES.incrementAndGet();
        try {
            Files.createDirectories(stream().resolve(name).resolve("captures"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Directory(stream().resolve(name));
    }

    /** One that Drover does not see until it appears. */
    public Directory hidden() {
        String name = "capture" + DIRECTORIES.incrementAndGet();
        try {
            Files.createDirectories(data.resolve("hidden").resolve(name).resolve("captures"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Directory(stream().resolve(name));
    }

    /** That of the device. */
    public Directory device() {
        return new Directory(stream().resolve(CaptureSite.DEVICE));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    /** What clients are told: {@code getAllAlerts?device_id=device101}. */
    public ClipFlow.Answer alerts(String path) {
        return new ClipFlow(data, data, port).get("/server/alerts/" + path);
    }

    /** The newest incident of a device and type, once it has this status. */
    public JsonNode awaitIncident(String device, String type, String status) {
        return eventually()
                .until(
                        () -> alerts("getAllAlerts?device_id=" + device + "&incident_type=" + type)
                                .json()
                                .path("alerts")
                                .path(0),
                        alert -> alert.path("status").asText().equals(status));
    }

    public String log() {
        try {
            return Files.readString(FootageFlow.LOG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A directory of captures. */
    public record Directory(Path path) {

        public String name() {
            return path.getFileName().toString();
        }

        /** As it is called in incidents. */
        public String device() {
            return name().replace("capture", "device");
        }

        /** Where it is now: elsewhere, as long as Drover does not see it. */
        private Path place() {
            Path hidden = path.getParent().resolveSibling("hidden").resolve(name());
            return Files.isDirectory(hidden) ? hidden : path;
        }

        public Path captures() {
            return place().resolve("captures");
        }

        /** Drover sees it from now on, with all that is in it. */
        public void appear() {
            try {
                Files.move(place(), path);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Where a file is that was made before. */
        public Path now(Path file) {
            Path hidden = path.getParent().resolveSibling("hidden").resolve(name());
            return file.startsWith(hidden) ? path.resolve(hidden.relativize(file)) : file;
        }

        /** A file that was last changed then. */
        public Path old(String file, Instant changed) throws IOException {
            Path made = place().resolve(file);
            if (file.endsWith(".jpg")) {
                Files.copy(black(), made);
            } else {
                Files.writeString(made, "{}");
            }
            return Files.setLastModifiedTime(made, FileTime.from(changed));
        }

        /** A segment that was finished then, with its playlist; of a picture and this sound, or none. */
        public void segment(int number, String sound, Instant finished) {
            String name = "segment_%03d.ts".formatted(number);
            List<String> arguments = new java.util.ArrayList<>(
                    List.of("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=2"));
            if (!sound.isEmpty()) {
                arguments.addAll(List.of("-f", "lavfi", "-t", "2", "-i", sound, "-c:a", "aac"));
            }
            arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-f", "mpegts", "part.ts"));
            FfmpegMedia.run(path, arguments);
            try {
                Files.setLastModifiedTime(path.resolve("part.ts"), FileTime.from(finished));
                Files.move(path.resolve("part.ts"), path.resolve(name));
                Files.writeString(path.resolve("output.m3u8"), "#EXTM3U\n#EXTINF:2.0,\n" + name + "\n");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** The verdict of a picture of that time or a little later, once the sound of then is known, or known not to be. */
        public JsonNode awaitSound(Instant time, boolean known, boolean audible) {
            int[] number = {1000};
            Instant[] next = {time};
            return eventually()
                    .until(
                            () -> {
                                int count = names(".json").size();
                                still(++number[0] + (int) (time.getEpochSecond() % 1_000_000), black(), next[0]);
                                next[0] = next[0].plusMillis(1);
                                awaitVerdicts(count + 1);
                                List<String> names = names(".json");
                                return names.stream()
                                        .map(name -> json(captures().resolve(name)))
                                        .max(java.util.Comparator.comparing(verdict ->
                                                verdict.path("timestamp").asText()))
                                        .orElseThrow();
                            },
                            verdict -> known
                                    ? verdict.path("audio").isBoolean()
                                            && verdict.path("audio").asBoolean() == audible
                                    : verdict.path("audio").isNull());
        }

        /** A still as FFmpeg leaves it, finished at that time. */
        public void still(int number, Path picture, Instant finished) {
            try {
                Path part = place().resolve("part-" + number);
                Files.copy(picture, part, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(part, FileTime.from(finished));
                Files.move(part, captures().resolve("test_capture_%06d.jpg".formatted(number)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** The names of what is there, but for work on its way. */
        public List<String> names() {
            if (!Files.isDirectory(captures())) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(captures())) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> !name.startsWith("."))
                        .sorted()
                        .toList();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        public List<String> names(String ending) {
            return names().stream()
                    .filter(name ->
                            name.endsWith(ending) && (ending.contains("thumbnail") || !name.contains("thumbnail")))
                    .toList();
        }

        /** The verdicts, once there are so many, in order of their names. */
        public List<JsonNode> awaitVerdicts(int count) {
            return eventually().until(() -> names(".json"), names -> names.size() >= count).stream()
                    .map(name -> json(captures().resolve(name)))
                    .toList();
        }
    }

    /** A file that is JSON. */
    public static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Pictures that differ, made by FFmpeg's filter of that name: {@code testsrc2=s=320x240}. */
    public static List<Path> pictures(String source, int count) {
        try {
            Path made = Files.createTempDirectory("pictures");
            FfmpegMedia.run(
                    made,
                    List.of(
                            "-v",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            source,
                            "-frames:v",
                            "" + count,
                            "-q:v",
                            "5",
                            "%05d.jpg"));
            try (Stream<Path> files = Files.list(made)) {
                return files.sorted().toList();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Path black() {
        return pictures("color=black:s=320x240", 1).get(0);
    }
}
