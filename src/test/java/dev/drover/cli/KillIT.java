package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.Checksums;
import dev.drover.simulator.RequestLog;
import dev.drover.simulator.SimulatedCamera;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is lost, doubled or half there, at whatever moment the process is killed. */
class KillIT {

    private static final long SEED = 20_260_611;
    private static final int KILLS = 20;
    private static final int SECONDS = 120;
    private static final Pattern SEGMENT = Pattern.compile(".*/job-(\\d+)/video-.*/segment-(\\d+)\\.m4v");

    private static final List<SimulatedCamera> CAMERAS = IntStream.range(0, 5)
            .mapToObj(i -> new SimulatedCamera(
                    "Q0FNRVJBQ0FNRVJBQ0FNM" + "QgwAB".charAt(i), "Camera " + i, "TE9DQVRJT05MT0NBVElPTg", i % 3))
            .toList();

    @TempDir
    Path folder;

    @Test
    void killedTwentyTimesItLeavesWhatAnUndisturbedRunLeaves() throws IOException {
        try (SimulatedSite site =
                SimulatedSite.open(options -> options.withCameras(CAMERAS).withDelay(Duration.ofMillis(20)))) {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put("FOOTAGE_WORKERS", "5");
            environment.put("FOOTAGE_SEGMENTS_IN_FLIGHT", "2");
            long start = SimulatedSite.ago(SECONDS + 60);
            String[] backup = {"footage", "backup", "-s", Long.toString(start), "-u", Integer.toString(SECONDS)};

            Path calm = Files.createDirectory(folder.resolve("calm"));
            DroverProcess undisturbed = DroverProcess.run(calm, environment, backup);
            assertThat(undisturbed.exitCode()).as(undisturbed.said()).isZero();
            Map<String, String> wanted = contents(calm);
            assertThat(wanted).hasSize(5);

            Path wild = Files.createDirectory(folder.resolve("wild"));
            site.simulator().log().clear();
            RequestLog log = site.simulator().log();
            Random random = new Random(SEED);
            int interrupted = 0;
            int kept = 0;
            Map<String, Integer> complete = Map.of();
            for (int i = 0; i < KILLS; i++) {
                long moment = log.total() + random.nextInt(30);
                try (DroverProcess process = DroverProcess.start(wild, environment, backup)) {
                    Awaitility.await()
                            .atMost(DroverProcess.PATIENCE)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> log.total() > moment || !process.isAlive());
                    interrupted += process.isAlive() ? 1 : 0;
                    process.kill();
                }
                assertThat(wanted).as("only whole files, kill %d", i).containsAllEntriesOf(contents(wild));
                complete.forEach((segment, deliveries) -> assertThat(deliveries(log, segment, start))
                        .as("%s was there and is not fetched again", segment)
                        .isEqualTo(deliveries));
                complete = segments(wild, log, start);
                kept += complete.size();
            }
            assertThat(interrupted).as("kills that met it at work").isGreaterThan(KILLS / 2);
            assertThat(kept).as("segments that were complete at a kill").isGreaterThan(100);

            DroverProcess last = DroverProcess.run(wild, environment, backup);
            assertThat(last.exitCode()).as(last.said()).isZero();
            assertThat(contents(wild)).isEqualTo(wanted);
            complete.forEach((segment, deliveries) ->
                    assertThat(deliveries(log, segment, start)).as(segment).isEqualTo(deliveries));
            assertThat(wild.resolve("data/.drover/work")).satisfies(work -> {
                try (Stream<Path> left = Files.list(work)) {
                    assertThat(left).as("nothing unfinished is left").isEmpty();
                }
            });
        }
    }

    /** SHA-256 of each film by its name. */
    private static Map<String, String> contents(Path folder) {
        Map<String, String> contents = new TreeMap<>();
        SimulatedSite.films(folder)
                .forEach(film -> contents.put(film.getFileName().toString(), Checksums.sha256(film)));
        return contents;
    }

    /** The segments that are complete in the work folders, and how often each has been delivered. */
    private static Map<String, Integer> segments(Path folder, RequestLog log, long start) throws IOException {
        Path work = folder.resolve("data/.drover/work");
        Map<String, Integer> segments = new TreeMap<>();
        if (Files.isDirectory(work)) {
            try (Stream<Path> files = Files.walk(work)) {
                files.map(Path::toString)
                        .filter(file -> SEGMENT.matcher(file).matches())
                        .forEach(file -> segments.put(file, deliveries(log, file, start)));
            }
        }
        return segments;
    }

    private static int deliveries(RequestLog log, String file, long start) {
        Matcher segment = SEGMENT.matcher(file);
        assertThat(segment.matches()).isTrue();
        // Jobs are accepted in the order of the cameras
        String camera = CAMERAS.get(Integer.parseInt(segment.group(1)) - 1).uuid();
        return log.segmentDeliveries(camera, start, SECONDS, Integer.parseInt(segment.group(2)));
    }
}
