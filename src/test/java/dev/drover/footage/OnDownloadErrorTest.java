package dev.drover.footage;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.RecordedRequest;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class OnDownloadErrorTest extends FlowTest {

    /** Each try asks over LAN, through the cloud with the key, and through the cloud with the session. */
    private static final int MANIFESTS_A_TRY = 3;

    @Test
    void anAttemptThatFailsIsRepeatedThreeTimesAndIsStillTheSameAttempt() {
        SimulatedAlert alert = raiseWithManifestsFailing(3 * MANIFESTS_A_TRY);
        JobTable.Row running = awaitSegments(alert);
        assertThat(running.state()).isEqualTo("RUNNING");
        assertThat(running.attempts()).as("attempts by the job table").isEqualTo(1);
        assertThat(manifests(alert)).isEqualTo(3 * MANIFESTS_A_TRY + 1);

        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        flow.assertEachSegmentOnce(alert, GATE);
    }

    @Test
    void anAttemptThatFailsFourTimesWaitsForTheNext() {
        SimulatedAlert alert = raiseWithManifestsFailing(4 * MANIFESTS_A_TRY);
        JobTable.Row running = awaitSegments(alert);
        assertThat(running.attempts()).as("attempts by the job table").isEqualTo(2);
        assertThat(manifests(alert)).isEqualTo(4 * MANIFESTS_A_TRY + 1);
        flow.awaitComplete(alert, GATE);
    }

    private SimulatedAlert raiseWithManifestsFailing(int times) {
        flow.faults(
                Fault.of(FaultKind.MANIFEST_500, times).at(GATE.uuid()),
                // Slow enough that the job can be looked at before it is done
                Fault.of(FaultKind.SEGMENT_SLOW, 1500).at(GATE.uuid()));
        return flow.raise(GATE);
    }

    /** The job's row once the first segment is asked for. */
    private JobTable.Row awaitSegments(SimulatedAlert alert) {
        eventually().until(() -> requests(alert).stream()
                .anyMatch(request -> request.segment().isPresent()));
        return flow.jobs().byKey(FootageFlow.keyOf(alert, GATE)).orElseThrow();
    }

    private long manifests(SimulatedAlert alert) {
        return requests(alert).stream()
                .filter(request -> request.path().endsWith(".mpd"))
                .count();
    }

    private List<RecordedRequest> requests(SimulatedAlert alert) {
        return flow.mediaRequests(alert, GATE.uuid());
    }
}
