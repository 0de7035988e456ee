package dev.drover.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A folder of recorded segments, and a Drover with an open API that is set up for it, without any Rhombus. */
public final class ClipSite implements QuarkusTestResourceLifecycleManager {

    /** By this clock are the names of the segments. */
    public static final String ZONE = "Europe/Zurich";

    /** A clip that is not in the job table, but segments are held for it. */
    public static final String LEFT_OVER = "11111111-2222-3333-4444-555555555555";

    /** The same, a moment before: it may be about to be accepted. */
    public static final String ACCEPTING = "11111111-2222-3333-4444-666666666666";

    private Path data;
    private Path source;
    private int port;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("Drover clip tests für ").toRealPath();
            Files.createDirectory(data.resolve(".drover"));
            for (String id : List.of(LEFT_OVER, ACCEPTING)) {
                Path held = Files.createDirectories(
                        data.resolve(".drover/clips").resolve(id).resolve("held"));
                Files.writeString(held.resolve("2025-09-06_14-30-00.mp4"), "held for nobody");
            }
            Files.setLastModifiedTime(
                    data.resolve(".drover/clips").resolve(LEFT_OVER),
                    FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
            source = Files.createDirectory(data.resolve("recordings"));
            port = freePort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        new ClipFlow(data, source, port).record();
        Map<String, String> settings = TestSettings.of(data);
        settings.put("drover.zone", ZONE);
        settings.put("clips.source", source.toString());
        settings.put("clips.webhook", "true");
        settings.put("clips.max-length", "10m");
        settings.put("clips.give-up-after", "10s");
        settings.put("api.port", "" + port);
        settings.put("api.requests-per-second", "1000");
        settings.put("api.allowed-hosts", "proxy.example");
        settings.put("quarkus.http.test-port", "" + port);
        settings.put("footage.poll", "false");
        return settings;
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new ClipFlow(data, source, port), new TestInjector.MatchesType(ClipFlow.class));
    }

    @Override
    public void stop() {
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
