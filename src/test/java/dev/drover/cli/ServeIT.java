package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The service, as it is started by a user, with a data folder of its own. */
class ServeIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    @Test
    void aFirstPollThatFindsNothingLooksNoFurtherBackThanItShouldAndMissesNothingLater() throws IOException {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Instant start = Instant.now();
            // As in the container, where the folder of the routes is empty unless one is mounted
            Map<String, String> environment = new HashMap<>(environment(site));
            environment.put(
                    "DROVER_ROUTES",
                    Files.createDirectory(folder.resolve("routes")).toString());
            try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                service.awaitWords("the packaged routes run");
                eventually().until(() -> polls(site) >= 3);
                Instant readTo = Instant.ofEpochMilli(jobs().watermark());
                assertThat(readTo)
                        .as("how far the alerts have been read")
                        .isBetween(start.minus(Duration.ofHours(1)), Instant.now());

                SimulatedAlert alert = site.simulator()
                        .raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(40), 6));
                eventually().until(() -> job().filter(row -> row.state().equals("DONE"))
                        .isPresent());
                assertThat(job().orElseThrow().key()).contains(alert.uuid());
                assertThat(SimulatedSite.films(folder)).hasSize(1);
                service.terminate();
                assertThat(service.exitCode()).as(service.said()).isIn(0, 143);
            }
        }
    }

    @Test
    void anAlertThatGrowsWhileItsFileHealsIsFetchedInItsWholeLengthWithoutWaiting() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.of(FaultKind.MIDDLE_404));
            SimulatedAlert alert = site.simulator()
                    .raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(90), 8)
                            .withGrowth(Instant.now().plusSeconds(3600), 14));
            Map<String, String> environment = environment(site);
            environment.put("JOBS_RETRY_DELAY", "1h");
            try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                eventually().until(() -> job().filter(row -> row.state().equals("HEALING"))
                        .isPresent());
                List<Path> films = SimulatedSite.films(folder);
                assertThat(films).hasSize(1);
                assertThat(service.said()).contains(" s), missing ");

                site.simulator().setFaults();
                site.simulator().raise(alert.withGrowth(Instant.EPOCH, 14));
                eventually().until(() -> job().filter(row -> row.state().equals("DONE"))
                        .isPresent());
                assertThat(service.said()).contains("(18.0 s, ");
                assertThat(SimulatedSite.films(folder)).as("the longer one").isEqualTo(films);
            }
        }
    }

    private Optional<JobTable.Row> job() {
        return jobs().rows().stream().findFirst();
    }

    private JobTable jobs() {
        return new JobTable(folder.resolve("data"));
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().ignoreExceptions().atMost(DroverProcess.PATIENCE);
    }

    private static Map<String, String> environment(SimulatedSite site) {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("FOOTAGE_POLL_EVERY", "1s");
        environment.put("FOOTAGE_ALERT_BUFFER", "2s");
        environment.put("FOOTAGE_SETTLE", "0s");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        return environment;
    }

    private static long polls(SimulatedSite site) {
        return site.simulator().log().requests().stream()
                .filter(request -> request.path().startsWith("/api/event/getPolicyAlerts"))
                .count();
    }
}
