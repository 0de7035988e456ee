package dev.drover.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The service from its very first start. */
class ServeIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    @Test
    void aFirstPollThatFindsNothingLooksNoFurtherBackThanItShouldAndMissesNothingLater() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put("FOOTAGE_POLL_EVERY", "1s");
            environment.put("FOOTAGE_ALERT_BUFFER", "2s");
            environment.put("FOOTAGE_SETTLE", "0s");
            environment.put("QUARKUS_MANAGEMENT_PORT", "0");
            Instant start = Instant.now();
            try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> polls(site) >= 3);
                Instant readTo =
                        Instant.ofEpochMilli(JobTable.of(folder.resolve("data")).watermark());
                assertThat(readTo)
                        .as("how far the alerts have been read")
                        .isBetween(start.minus(Duration.ofHours(1)), Instant.now());

                SimulatedAlert alert = site.simulator()
                        .raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(40), 6));
                Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> !SimulatedSite.films(folder)
                        .isEmpty());
                assertThat(SimulatedSite.films(folder)).singleElement().satisfies(film -> assertThat(film.toString())
                        .contains(alert.uuid()));
                service.terminate();
                assertThat(service.exitCode()).as(service.said()).isIn(0, 143);
            }
        }
    }

    private static long polls(SimulatedSite site) {
        return site.simulator().log().requests().stream()
                .filter(request -> request.path().startsWith("/api/event/getPolicyAlerts"))
                .count();
    }
}
