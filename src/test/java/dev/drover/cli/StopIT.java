package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.simulator.Fault;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.FfmpegMedia;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Ctrl-C at whatever Drover is doing: it ends quietly, and the next start goes on. */
class StopIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    private final String start = Long.toString(SimulatedSite.ago(200));

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
            String[] backup = backup();
            DroverProcess process = DroverProcess.start(folder, patient(site), backup);
            process.awaitWords("Backup wanted: ");
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> site.simulator().log().requests().stream()
                    .anyMatch(request -> request.path().contains(fault.startsWith("manifest") ? ".mpd" : ".m4v")));
            process.terminate();
            process.exitCode();
            endedQuietly(process);
            assertThat(process.said())
                    .contains("Stopping: 1 download ends early.", "Stopped: backup of Hof / Einfahrt süd");
            assertThat(SimulatedSite.films(folder)).isEmpty();
            assertWaits();

            site.simulator().setFaults();
            DroverProcess again = DroverProcess.run(folder, site.environment(), backup);
            assertThat(again.exitCode()).as(again.said()).isZero();
            assertThat(SimulatedSite.films(folder)).hasSize(1);
        }
    }

    @Test
    void aRhombusThatIsSilentHoldsUpNoStop() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.parse("api-hang:100").toArray(Fault[]::new));
            Map<String, String> environment = patient(site);
            environment.put("QUARKUS_MANAGEMENT_PORT", "0");
            DroverProcess service = DroverProcess.start(folder, environment, "serve");
            service.awaitWords("Footage goes to ");
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> site.simulator().log().requests().stream()
                    .anyMatch(request -> request.path().contains("/api/")));
            service.terminate().exitCode();
            endedQuietly(service);
            assertThat(service.said()).contains("Stopping: nothing is being downloaded");
        }
    }

    /** A terminal signals all that run there, FFmpeg first or last. */
    @Test
    void ctrlCWhileFfmpegRunsIsQuietAndKeepsTheJob() throws IOException {
        Path started = folder.resolve("started");
        Path slow = Files.writeString(
                folder.resolve("slow ffmpeg"),
                "#!/bin/sh\ntouch '%s'\nexec '%s' -re \"$@\"\n".formatted(started, FfmpegMedia.executable()));
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = patient(site);
            environment.put("FFMPEG_EXECUTABLE", slow.toString());
            DroverProcess process = DroverProcess.start(folder, environment, backup());
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> Files.exists(started));
            process.terminateAll().exitCode();
            endedQuietly(process);
            assertThat(process.said())
                    .contains("Stopping: ", "Stopped: backup of Hof / Einfahrt süd")
                    .doesNotContain("Trying again", "FFmpeg failed");
            assertThat(SimulatedSite.films(folder)).isEmpty();
            assertWaits();

            DroverProcess again = DroverProcess.run(folder, site.environment(), backup());
            assertThat(again.exitCode()).as(again.said()).isZero();
            assertThat(SimulatedSite.films(folder)).hasSize(1);
        }
    }

    private String[] backup() {
        return new String[] {"footage", "backup", "-s", start, "-u", "60", "-cam", YARD};
    }

    /** Who waited for an answer would wait longer than the test does. */
    private static Map<String, String> patient(SimulatedSite site) {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("FOOTAGE_LAN_TIMEOUT", "1h");
        environment.put("FOOTAGE_READ_TIMEOUT", "1h");
        environment.put("RHOMBUS_ANSWER_TIMEOUT", "1h");
        // Says "Timeout occurred" when it has waited in vain for what is on its way
        environment.put("QUARKUS_LOG_CATEGORY__ORG_APACHE_CAMEL_IMPL_ENGINE_DEFAULTSHUTDOWNSTRATEGY__LEVEL", "WARN");
        return environment;
    }

    private static void endedQuietly(DroverProcess process) {
        assertThat(process.said())
                .doesNotContain(
                        "\tat ", "Exception", "After Shutdown", "Timeout occurred", "ERROR", "failed", "Failed");
    }

    /** The row itself was given back: nobody had to be cut off in the middle. */
    private void assertWaits() {
        assertThat(new JobTable(folder.resolve("data")).rows()).singleElement().satisfies(row -> assertThat(row.state())
                .isEqualTo("WAITING"));
    }
}
