package dev.drover.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.simulator.Fault;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Ctrl-C at whatever Drover is doing: it ends quietly, and the next start goes on. */
class StopIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segment-slow:700",
                "segment-hang:100",
                "manifest-500:100",
                "segment-500:100",
                "manifest-hang:100"
            })
    void aStopIsQuietAndKeepsTheJob(String fault) {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.parse(fault).toArray(Fault[]::new));
            String[] backup = {
                "footage", "backup", "-s", Long.toString(SimulatedSite.ago(200)), "-u", "60", "-cam", YARD
            };
            DroverProcess process = DroverProcess.start(folder, site.environment(), backup);
            process.awaitWords("Backup wanted: ");
            org.awaitility.Awaitility.await()
                    .atMost(DroverProcess.PATIENCE)
                    .until(() -> site.simulator().log().requests().stream().anyMatch(request -> request.path()
                            .contains(fault.startsWith("manifest") ? ".mpd" : ".m4v")));
            process.terminate();
            process.exitCode();
            assertThat(process.said())
                    .doesNotContain("\tat ", "Exception", "After Shutdown", "Timeout occurred", "ERROR", "failed");
            assertThat(SimulatedSite.films(folder)).isEmpty();

            site.simulator().setFaults();
            DroverProcess again = DroverProcess.run(folder, site.environment(), backup);
            assertThat(again.exitCode()).as(again.said()).isZero();
            assertThat(SimulatedSite.films(folder)).hasSize(1);
        }
    }
}
