package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.RequestLog;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** A power cut can leave files under their final names without all of their content: what was not synced was never written. */
class PowerCutIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";
    private static final int SECONDS = 24;
    private static final int SEGMENTS = SECONDS / 2;
    private static final int LATE = SEGMENTS - 1;

    @TempDir
    Path folder;

    @Test
    void piecesWithoutTheirContentAreFetchedAgainAndTheOthersAreKept() throws IOException {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            long start = SimulatedSite.ago(SECONDS + 60) / 2 * 2;
            String[] backup = {
                "footage", "backup", "-s", Long.toString(start), "-u", Integer.toString(SECONDS), "-cam", YARD
            };
            site.simulator()
                    .setFaults(Fault.of(FaultKind.SEGMENT_HANG, 100).at(YARD).inSegment(LATE));
            try (DroverProcess process = DroverProcess.start(folder, site.environment(), backup)) {
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .until(() -> pieces("segment-").size() == LATE);
                process.kill();
            }
            List<Path> segments = pieces("segment-");
            Files.write(pieces("header").get(0), new byte[0]);
            Files.write(segments.get(0), new byte[0]);
            Files.write(segments.get(1), new byte[(int) Files.size(segments.get(1))]);
            for (Path segment : segments.subList(2, 8)) {
                byte[] whole = Files.readAllBytes(segment);
                Files.write(segment, Arrays.copyOf(whole, whole.length / 2));
            }

            site.simulator().setFaults();
            RequestLog log = site.simulator().log();
            log.clear();
            DroverProcess again = DroverProcess.run(folder, site.environment(), backup);
            assertThat(again.exitCode()).as(again.said()).isZero();
            assertThat(SimulatedSite.films(folder)).hasSize(1);
            for (int segment = 0; segment < SEGMENTS; segment++) {
                assertThat(log.segmentDeliveries(YARD, start, SECONDS, segment))
                        .as("deliveries of segment %d after the power cut", segment)
                        .isEqualTo(segment < 8 || segment == LATE ? 1 : 0);
            }
            assertThat(log.requests())
                    .as("they are found in one go, however many they are")
                    .filteredOn(request -> request.path().endsWith(".mpd"))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    /** The files with names that begin so, of the only download, in the order of their names. */
    private List<Path> pieces(String name) {
        return FootageFlow.below(folder.resolve("data/.drover/work")).stream()
                .filter(file -> file.getFileName().toString().startsWith(name))
                .sorted()
                .toList();
    }
}
