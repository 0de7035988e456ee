package dev.drover.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings that all tests with a whole Drover share: nothing takes long, and nobody else's ports are taken. */
final class TestSettings {

    private TestSettings() {}

    static Map<String, String> of(Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("drover.data", data.toString());
        settings.put("rhombus.api-key", "demo");
        settings.put("jobs.retry-delay", "500ms");
        settings.put("jobs.longest-retry-delay", "1s");
        settings.put("jobs.poll-every", "100ms");
        // Leases are renewed every 5 s
        settings.put("jobs.lease", "15s");
        settings.put("quarkus.management.port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put(
                "ffmpeg.bundled-directory",
                Path.of("target", "ffmpeg").toAbsolutePath().toString());
        settings.put("quarkus.log.file.enable", "true");
        settings.put("quarkus.log.file.path", FootageFlow.LOG.toString());
        settings.put(CamelStart.WANTED, "true");
        return settings;
    }
}
