package dev.drover.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.Checksums;
import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker that hangs for longer than its lease loses its job to another, and wakes up to find it done. */
class TwoWorkersIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    @Test
    void theSecondTakesOverAndWhatTheFirstBringsLateDoesNoHarm() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.of(FaultKind.SEGMENT_SLOW, 700));
            SimulatedAlert alert =
                    site.simulator().raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(90), 36));
            JobTable jobs = new JobTable(folder.resolve("data"));
            try (DroverProcess first = DroverProcess.start(folder, environment(site), "serve")) {
                eventually().until(() -> pieces() >= 3);
                first.suspend();
                JobTable.Row lost = jobs.rows().get(0);
                assertThat(lost.state()).isEqualTo("RUNNING");

                try (DroverProcess second = DroverProcess.start(folder, environment(site), "serve")) {
                    eventually().until(() -> jobs.rows().get(0).state().equals("DONE"));
                    Path film = onlyFilm();
                    String content = Checksums.sha256(film);
                    String result = jobs.rows().get(0).result();
                    assertThat(film).hasFileName(Path.of(result).getFileName().toString());
                    assertThat(second.said()).contains("Written: ");

                    // What the first gets when it goes on is worse than what the second got
                    site.simulator().setFaults(Fault.of(FaultKind.MIDDLE_404));
                    first.resume();
                    eventually()
                            .until(() -> first.said().contains("Written: ")
                                    || first.said().contains("Kept: ")
                                    || first.said().contains(" failed: "));
                    assertThat(onlyFilm()).isEqualTo(film);
                    assertThat(Checksums.sha256(film)).as("the better film").isEqualTo(content);

                    // Both still work
                    site.simulator().setFaults();
                    SimulatedAlert next = site.simulator()
                            .raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(30), 4));
                    eventually().until(() -> jobs.rows().stream()
                            .filter(row -> row.key().contains(next.uuid()))
                            .anyMatch(row -> row.state().equals("DONE")));
                    assertThat(SimulatedSite.films(folder)).hasSize(2);
                    JobTable.Row row = jobs.byKey(lost.key()).orElseThrow();
                    assertThat(row.state()).isEqualTo("DONE");
                    assertThat(row.result()).isEqualTo(result);
                    assertThat(row.attempts()).isZero();
                    assertThat(alert.uuid()).isSubstringOf(lost.key());
                }
            }
        }
    }

    /** The first wakes up while the second is in the midst of the same download. */
    @Test
    void bothBringTheSameFilmAtTheSameTime() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.of(FaultKind.SEGMENT_SLOW, 700));
            site.simulator().raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(90), 36));
            JobTable jobs = new JobTable(folder.resolve("data"));
            try (DroverProcess first = DroverProcess.start(folder, environment(site), "serve")) {
                eventually().until(() -> pieces() >= 3);
                first.suspend();
                String owner = jobs.rows().get(0).owner();
                try (DroverProcess second = DroverProcess.start(folder, environment(site), "serve")) {
                    eventually().until(() -> !jobs.rows().get(0).owner().equals(owner));
                    long before = pieces();
                    eventually().until(() -> pieces() > before);
                    first.resume();
                    eventually().until(() -> jobs.rows().get(0).state().equals("DONE"));
                    Path film = onlyFilm();
                    assertThat(film.resolveSibling(film.getFileName() + ".json"))
                            .content()
                            .contains("\"complete\" : true", Checksums.sha256(film));
                    assertThat(jobs.rows().get(0).attempts()).isZero();
                }
            }
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(DroverProcess.PATIENCE);
    }

    private static Map<String, String> environment(SimulatedSite site) {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put("FOOTAGE_ALERT_BUFFER", "2s");
        environment.put("FOOTAGE_SETTLE", "0s");
        environment.put("FOOTAGE_POLL_EVERY", "3s");
        environment.put("FOOTAGE_SEGMENTS_IN_FLIGHT", "2");
        // The shortest that is allowed
        environment.put("JOBS_LEASE", "15s");
        // A worker that stops dead while it writes to the table would hold up the other
        environment.put("JOBS_POLL_EVERY", "3s");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        return environment;
    }

    private Path onlyFilm() {
        List<Path> films = SimulatedSite.films(folder);
        assertThat(films).hasSize(1);
        return films.get(0);
    }

    private long pieces() {
        return FootageFlow.below(folder.resolve("data/.drover/work")).stream()
                .filter(file -> file.getFileName().toString().startsWith("segment-"))
                .count();
    }
}
