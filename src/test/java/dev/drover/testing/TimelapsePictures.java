package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pictures as an NVR gives them, no two alike, and what is in the videos of them. */
public final class TimelapsePictures {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss_SSS", Locale.ROOT);

    private TimelapsePictures() {}

    /** Takes pictures, 15 s apart. */
    public static List<Path> take(Path folder, LocalDateTime first, int count) {
        return take(folder, first, Duration.ofSeconds(15), count, 0, "320x240");
    }

    /**
     * Takes pictures.
     *
     * @param number of the first of them: pictures of different numbers differ
     * @param size as FFmpeg writes it
     */
    public static List<Path> take(
            Path folder, LocalDateTime first, Duration interval, int count, int number, String size) {
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
                            "testsrc2=s=%s:r=1:d=%d".formatted(size, number + count),
                            "-vf",
                            "select=gte(n\\," + number + ")",
                            "-vsync",
                            "passthrough",
                            "-q:v",
                            "3",
                            "%05d.jpg"));
            Files.createDirectories(folder);
            List<Path> pictures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Path picture = folder.resolve(NAME.format(first.plus(interval.multipliedBy(i))) + ".jpg");
                Files.move(made.resolve("%05d.jpg".formatted(i + 1)), picture);
                pictures.add(picture);
            }
            Files.delete(made);
            return pictures;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * What is in a video.
     *
     * @param times of its pictures, in seconds
     * @param contents something for each that is the same only for pictures that are
     * @param size as FFmpeg writes it
     */
    public record Video(List<Double> times, List<String> contents, String size) {}

    /** Decodes a video. */
    public static Video decode(Path video) {
        List<String> lines = FfmpegMedia.run(
                        video.getParent(),
                        List.of("-v", "error", "-i", video.toString(), "-vsync", "passthrough", "-f", "framemd5", "-"))
                .lines()
                .toList();
        double tick = lines.stream()
                .filter(line -> line.startsWith("#tb 0:"))
                .map(line -> line.split(":")[1].strip().split("/"))
                .mapToDouble(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]))
                .findFirst()
                .orElseThrow();
        String size = lines.stream()
                .filter(line -> line.startsWith("#dimensions 0:"))
                .map(line -> line.split(":")[1].strip())
                .findFirst()
                .orElseThrow();
        List<String[]> pictures = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",\\s*"))
                .toList();
        return new Video(
                pictures.stream()
                        .map(parts -> Long.parseLong(parts[2].strip()) * tick)
                        .toList(),
                pictures.stream().map(parts -> parts[5]).toList(),
                size);
    }

    /** What a folder holds, by name. */
    public static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
