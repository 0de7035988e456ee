package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;
import dev.drover.testing.Leftovers;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.STAIRS;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ReleaseJobsTest extends FlowTest {

    @Test
    void whatAWorkerThatIsGoneLeftIsTakenUpWithoutWaitingForItsLease() {
        eventually().until(() -> !flow.files(STAIRS, Leftovers.START).isEmpty());
        flow.assertPlays(flow.files(STAIRS, Leftovers.START).get(0), Leftovers.SECONDS);
    }

    @Test
    void whatAWorkerThatLivesIsBusyWithIsLeftAlone() {
        // The jobs of both workers are looked at in the same step
        eventually().until(() -> !flow.files(STAIRS, Leftovers.START).isEmpty());
        JobTable.Row row = flow.jobs().byKey(Leftovers.ALIVE_KEY).orElseThrow();
        assertThat(row.state()).isEqualTo("RUNNING");
        assertThat(row.owner()).isEqualTo(Leftovers.ALIVE);
        assertThat(flow.data().resolve(".drover/workers").resolve(Leftovers.ALIVE))
                .exists();
    }

    @Test
    void aWorkerThatLivesShowsIt() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 1000).at(GATE.uuid()));
        SimulatedAlert alert = flow.raise(GATE);
        JobTable.Row running = eventually()
                .until(
                        () -> flow.jobs().byKey(FootageFlow.keyOf(alert, GATE)),
                        row -> row.filter(job -> job.state().equals("RUNNING")).isPresent())
                .orElseThrow();
        assertThat(flow.data().resolve(".drover/workers").resolve(running.owner()))
                .isRegularFile();
        flow.faults();
        flow.awaitComplete(alert, GATE);
    }
}
