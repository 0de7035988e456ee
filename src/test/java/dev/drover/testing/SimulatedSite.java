package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.drover.ffmpeg.ProcessTree;
import dev.drover.simulator.MediaLibrary;
import dev.drover.simulator.RhombusSimulator;
import dev.drover.simulator.SimulatorOptions;

/** A simulated Rhombus in the JVM of the test, for Drover in a process of its own. */
public final class SimulatedSite implements AutoCloseable {

    private final RhombusSimulator simulator;

    private SimulatedSite(RhombusSimulator simulator) {
        this.simulator = simulator;
    }

    public static SimulatedSite open(UnaryOperator<SimulatorOptions> options) {
        Path media = Path.of("target", "simulator-media");
        MediaLibrary library = MediaLibrary.open(media, SimulatedSite::ffmpeg);
        return new SimulatedSite(RhombusSimulator.start(options.apply(SimulatorOptions.defaults()), library));
    }

    private static int ffmpeg(List<String> arguments) {
        Stream<String> command =
                Stream.concat(Stream.of(FfmpegMedia.executable().toString()), arguments.stream());
        try {
            return ProcessTree.run(command.toList(), Path.of("."), Duration.ofMinutes(5), (output, line) -> {})
                    .exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public RhombusSimulator simulator() {
        return simulator;
    }

    /** The environment in which Drover finds it, with a key that it accepts. */
    public Map<String, String> environment() {
        return Map.of("RHOMBUS_API_URL", simulator.url().toString(), "RHOMBUS_API_KEY", "demo");
    }

    /** The same and one more variable, or with another value for one. */
    public Map<String, String> environment(String name, String value) {
        Map<String, String> environment = new java.util.HashMap<>(environment());
        environment.put(name, value);
        return environment;
    }

    /** Epoch seconds so long ago. */
    public static long ago(int seconds) {
        return Instant.now().getEpochSecond() - seconds;
    }

    /** All finished films below a data folder. */
    public static List<Path> films(Path folder) {
        Path footage = folder.resolve("data").resolve("footage");
        if (!Files.isDirectory(footage)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(footage)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
