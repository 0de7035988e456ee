package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.drover.simulator.NvrOptions;
import dev.drover.simulator.NvrPictures;
import dev.drover.simulator.NvrSimulator;

/**
 * A simulated NVR with two places for sessions, and a Drover that takes pictures of it twice a second, without any Rhombus. Arguments
 * are settings, in place of those here; {@code nvr.faults} are the simulator's faults from the start, and with {@code nvr.speed} its time
 * runs so many times as fast, it takes a minute to reboot, and there is place for one session.
 */
public final class NvrSite implements QuarkusTestResourceLifecycleManager {

    public static final double PAUSE_MILLIS = 20;

    private Map<String, String> arguments = Map.of();
    private NvrSimulator nvr;
    private Path data;

    @Override
    public void init(Map<String, String> given) {
        arguments = given;
    }

    /** A simulator of its own. */
    public static NvrSimulator simulator(NvrOptions options) {
        return NvrSimulator.start(
                options,
                NvrPictures.open(Path.of("target", "simulator-media").toAbsolutePath(), SimulatedRhombus::ffmpeg));
    }

    @Override
    public Map<String, String> start() {
        NvrOptions options = NvrOptions.defaults();
        String speed = arguments.get("nvr.speed");
        nvr = simulator(
                speed == null
                        ? options.withSlots(2).withRebootTime(Duration.ofMillis(500))
                        : options.withSlots(1).withSpeed(Double.parseDouble(speed)));
        try {
            data = Files.createTempDirectory("Drover NVR tests für ").toRealPath();
            Files.createDirectory(data.resolve(".drover"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> settings = TestSettings.of(data);
        settings.remove("rhombus.api-key");
        settings.putAll(settings(nvr));
        settings.putAll(arguments);
        nvr.setFaults(settings.getOrDefault("nvr.faults", ""));
        settings.keySet().removeAll(Set.of("nvr.faults", "nvr.speed"));
        return settings;
    }

    /** Settings for such an NVR, with which nothing takes long. */
    public static Map<String, String> settings(NvrSimulator nvr) {
        Map<String, String> settings = new HashMap<>();
        settings.put("nvr.host", nvr.url().toString());
        settings.put("nvr.username", "demo");
        settings.put("nvr.password", "demo");
        settings.put("nvr.pause", PAUSE_MILLIS + "ms");
        settings.put("nvr.retry-delay", "50ms");
        settings.put("nvr.session-wait", "300ms");
        settings.put("nvr.renew-before", "2m");
        settings.put("nvr.lock-wait", "1s");
        settings.put("nvr.busy-wait", "500ms");
        settings.put("nvr.connect-timeout", "5s");
        settings.put("nvr.answer-timeout", "6s");
        settings.put("timelapse.interval", "500ms");
        settings.put("timelapse.duration", "0");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new NvrFlow(nvr, data), new TestInjector.MatchesType(NvrFlow.class));
    }

    @Override
    public void stop() {
        if (nvr != null) {
            nvr.close();
        }
        if (data != null) {
            try (Stream<Path> all = Files.walk(data)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            } catch (IOException | UncheckedIOException stillInUse) {
                // The folder of temporary files is not ours to keep clean at any price
            }
        }
    }
}
