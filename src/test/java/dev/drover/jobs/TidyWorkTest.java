package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TidyWorkTest extends FlowTest {

    @Test
    void aWorkFolderThatNoJobOwnsIsGoneAfterTheStart() {
        eventually().until(() -> !flow.leftovers().orphan().toFile().exists());
    }

    @Test
    void theFolderOfAJobIsThereAsLongAsItNeedsItAndNoLonger() {
        flow.fault(FaultKind.MIDDLE_404, RAMP);
        SimulatedAlert alert = flow.raise(RAMP);
        flow.awaitIncomplete(alert, RAMP);
        String key = FootageFlow.keyOf(alert, RAMP);
        var work = flow.data()
                .resolve(".drover/work/job-"
                        + flow.jobs().byKey(key).orElseThrow().id());
        assertThat(work).isNotEmptyDirectory();

        flow.faults();
        flow.awaitComplete(alert, RAMP);
        eventually().until(() -> !work.toFile().exists());
    }
}
