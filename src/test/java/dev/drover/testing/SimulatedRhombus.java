package dev.drover.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.drover.ffmpeg.ProcessTree;
import dev.drover.simulator.MediaLibrary;
import dev.drover.simulator.RhombusSimulator;
import dev.drover.simulator.SimulatorOptions;

import static java.time.Duration.ofMinutes;

/**
 * A simulated Rhombus for the flow tests, and a Drover that is set up for it: in the test's own process, or packaged, as a jar
 * or a native binary. All flow tests share the one, told apart by their alerts.
 */
public final class SimulatedRhombus implements QuarkusTestResourceLifecycleManager {

    private RhombusSimulator simulator;
    private Path data;
    private Closeable otherWorker;

    @Override
    public Map<String, String> start() {
        simulator = RhombusSimulator.start(
                SimulatorOptions.defaults()
                        .withLiveEdge(false)
                        .withCameras(SimulatedCameras.ALL)
                        .withLogSize(50_000),
                MediaLibrary.open(Path.of("target", "simulator-media").toAbsolutePath(), SimulatedRhombus::ffmpeg));
        try {
            data = Files.createTempDirectory("Drover flow tests für ").toRealPath();
            otherWorker = Leftovers.of(data).plant();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> settings = TestSettings.of(data);
        settings.put("rhombus.api-url", simulator.url().toString());
        settings.put("rhombus.requests-per-second", "100");
        settings.put("rhombus.answer-timeout", "2s");
        settings.put("footage.poll-every", "1s");
        settings.put("footage.settle", "0s");
        settings.put("footage.alert-buffer", FootageFlow.BUFFER_SECONDS + "s");
        settings.put("footage.default-duration", FootageFlow.DEFAULT_SECONDS + "s");
        settings.put("footage.look-back", "12h");
        settings.put("footage.overlap", "12h");
        settings.put("footage.lan-timeout", "2s");
        settings.put("footage.connect-timeout", "2s");
        settings.put("footage.read-timeout", "2s");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new FootageFlow(simulator, data), new TestInjector.MatchesType(FootageFlow.class));
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
        if (data != null) {
            try (Closeable ends = otherWorker;
                    Stream<Path> all = Files.walk(data)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            } catch (IOException | UncheckedIOException stillInUse) {
                // The folder of temporary files is not ours to keep clean at any price
            }
        }
    }

    static int ffmpeg(List<String> arguments) {
        List<String> command = Stream.concat(Stream.of(FfmpegMedia.executable().toString()), arguments.stream())
                .toList();
        try {
            return ProcessTree.run(command, Path.of("target").toAbsolutePath(), ofMinutes(5), (output, line) -> {})
                    .exitCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
