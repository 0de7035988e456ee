package dev.drover.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The real FFmpeg of the build, and footage of the simulator that all its tests share. */
final class Ffmpeg {

    static final Path MEDIA = Path.of("target/simulator-media");

    private Ffmpeg() {}

    /** @param errors what it wrote to its error stream */
    record Result(int exit, String errors) {}

    static MediaLibrary library() {
        return MediaLibrary.open(MEDIA, Ffmpeg::exitOf);
    }

    static int exitOf(List<String> arguments) {
        return run(arguments).exit();
    }

    static Result run(List<String> arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(executable().toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Decodes every frame and returns the seconds it took in; fails when FFmpeg has anything to complain of. */
    static double decodedSeconds(Path file) {
        Result quiet = run(List.of("-nostdin", "-v", "warning", "-i", "file:" + file, "-f", "null", "-"));
        assertThat(quiet).isEqualTo(new Result(0, ""));
        Result told = run(List.of("-nostdin", "-i", "file:" + file, "-f", "null", "-"));
        Matcher times = Pattern.compile("time=(\\d+):(\\d+):([\\d.]+)").matcher(told.errors());
        double seconds = -1;
        while (times.find()) {
            seconds = Integer.parseInt(times.group(1)) * 3600
                    + Integer.parseInt(times.group(2)) * 60
                    + Double.parseDouble(times.group(3));
        }
        return seconds;
    }

    /** How many video frames there are in the file. */
    static int frames(Path file) {
        Result told = run(List.of("-nostdin", "-i", "file:" + file, "-map", "0:v", "-f", "null", "-"));
        Matcher frames = Pattern.compile("frame=\\s*(\\d+)").matcher(told.errors());
        int count = -1;
        while (frames.find()) {
            count = Integer.parseInt(frames.group(1));
        }
        return count;
    }

    private static Path executable() throws IOException {
        try (Stream<Path> bundled =
                Files.exists(Path.of("target/ffmpeg")) ? Files.list(Path.of("target/ffmpeg")) : Stream.empty()) {
            Path found = bundled.filter(path -> path.getFileName().toString().startsWith("ffmpeg"))
                    .findFirst()
                    .orElse(Path.of("ffmpeg"));
            if (found.getNameCount() > 1 && !Files.isExecutable(found)) {
                assertThat(found.toFile().setExecutable(true)).isTrue();
            }
            return found.getNameCount() > 1 ? found.toAbsolutePath() : found;
        }
    }
}
