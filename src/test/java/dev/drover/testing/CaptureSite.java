package dev.drover.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A capture host: a Drover with one device that is a test pattern, {@code cam}, and directories that tests make. Something is an incident
 * when it has lasted a second of the pictures' time.
 */
public final class CaptureSite implements QuarkusTestResourceLifecycleManager {

    public static final String ZONE = "Europe/Zurich";
    public static final String HOST = "rpi-test";
    public static final String DEVICE = "cam";

    private Path data;
    private int port;
    private Webhook webhook;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("Drover capture tests für ").toRealPath();
            Files.createDirectory(data.resolve(".drover"));
            Files.createDirectories(data.resolve("stream"));
            Files.createDirectories(data.resolve("recordings"));
            port = ClipSite.freePort();
            webhook = Webhook.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> settings = TestSettings.of(data);
        settings.put("drover.zone", ZONE);
        settings.put("capture.folder", data.resolve("stream").toString());
        settings.put(
                "capture.devices",
                "lavfi:testsrc2=s=320x240:r=10|lavfi:sine=frequency=440|" + DEVICE
                        + "|10|size=320x240|encoder=libx264");
        settings.put("capture.host-name", HOST);
        settings.put("capture.raise-after", "1s");
        settings.put("capture.clear-after", "1s");
        settings.put("capture.restart-delay", "100ms");
        // A busy machine is not quick
        settings.put("capture.stall", "20s");
        // The pictures of tests are of any time
        settings.put("capture.clean-after", "87600h");
        settings.put("capture.retention-days", "9000");
        settings.put("capture.webhook", webhook.url());
        settings.put("capture.bucket-endpoint", webhook.bucket());
        settings.put("capture.bucket-key-id", "key-id");
        settings.put("capture.bucket-secret", "secret");
        settings.put("capture.bucket-public-url", "https://pictures.example");
        settings.put("capture.clips", "true");
        settings.put("clips.source", data.resolve("recordings").toString());
        settings.put("api.port", "" + port);
        settings.put("api.requests-per-second", "1000");
        settings.put("quarkus.http.test-port", "" + port);
        settings.put("footage.poll", "false");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                new CaptureFlow(data, port, webhook), new TestInjector.MatchesType(CaptureFlow.class));
    }

    @Override
    public void stop() {
        if (webhook != null) {
            webhook.close();
        }
        if (data == null) {
            return;
        }
        try (Closeable nothing = () -> {};
                Stream<Path> all = Files.walk(data)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException | UncheckedIOException stillInUse) {
            // The folder of temporary files is not ours to keep clean at any price
        }
    }
}
