package dev.drover.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A folder of pictures, and a Drover that makes videos of them, without any NVR. */
public final class TimelapseSite implements QuarkusTestResourceLifecycleManager {

    /** By this clock are the names of the pictures. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    /** How many pictures there are of yesterday, in the channel of that name. */
    public static final int YESTERDAY = 40;

    /** The same of today; more are expected. */
    public static final int TODAY = 30;

    private Path data;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("Drover timelapse tests für ").toRealPath();
            Files.createDirectory(data.resolve(".drover"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> settings = TestSettings.of(data);
        settings.put("drover.zone", ZONE.getId());
        settings.put("timelapse.folder", data.resolve("timelapse").toString());
        settings.put("timelapse.preset", "ultrafast");
        settings.put("timelapse.encoder", "libx264");
        settings.put("timelapse.frames-retention-days", "3");
        settings.put("footage.poll", "false");
        Path frames = data.resolve("timelapse/frames");
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZONE);
        LocalDateTime noon = today.minusDays(1).atTime(12, 0);
        TimelapsePictures.take(frames.resolve("ch0_Yesterday"), noon, YESTERDAY);
        TimelapsePictures.take(frames.resolve("ch1_Today"), today.atTime(23, 50), TODAY);
        TimelapsePictures.take(frames.resolve("ch2_Old"), today.minusDays(4).atTime(12, 0), 1);
        TimelapsePictures.take(frames.resolve("ch2_Old"), today.minusDays(3).atTime(12, 0), 1);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(data, new TestInjector.AnnotatedAndMatchesType(OfSite.class, Path.class));
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
