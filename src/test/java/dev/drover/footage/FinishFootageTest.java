package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FinishFootageTest extends FlowTest {

    @Test
    void aJobIsDoneWhenItsFileIsInPlace() {
        SimulatedAlert alert = flow.raise(GATE);
        String key = FootageFlow.keyOf(alert, GATE);
        eventually().until(() -> flow.jobs()
                .byKey(key)
                .filter(row -> row.state().equals("DONE"))
                .isPresent());

        Path file = flow.data().resolve(flow.jobs().byKey(key).orElseThrow().result());
        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.files(alert, GATE)).containsExactly(file);
    }

    @Test
    void anEndThatCouldNotBeRecordedIsDueAgainAfterItsLeaseAndHoldsUpNothing() {
        SimulatedAlert alert = flow.alert(GATE);
        String key = FootageFlow.keyOf(alert, GATE);
        int before = flow.logged();
        try (JobTable.UnrecordableEnds broken = flow.jobs().refuseEnds(key)) {
            flow.raise(alert);
            eventually().until(() -> flow.loggedSince(before).contains("could not be recorded"));
            assertThat(flow.jobs().byKey(key).orElseThrow().state()).isEqualTo("RUNNING");
        }
        eventually().until(() -> flow.jobs()
                .byKey(key)
                .filter(row -> row.state().equals("DONE"))
                .isPresent());
        assertThat(flow.files(alert, GATE)).hasSize(1);
        flow.awaitComplete(flow.raise(GATE), GATE);
        assertThat(flow.loggedSince(before)).doesNotContain("trying to handle previously thrown");
    }

    @Test
    void aJobWhoseFileHasAGapGoesOnAndSaysWhatIsMissing() {
        flow.fault(FaultKind.MIDDLE_404, RAMP);
        SimulatedAlert alert = flow.raise(RAMP);
        String key = FootageFlow.keyOf(alert, RAMP);
        eventually().until(() -> flow.jobs()
                .byKey(key)
                .filter(row -> row.state().equals("HEALING"))
                .isPresent());
        assertThat(flow.jobs().byKey(key).orElseThrow().reason()).startsWith("missing ");
        assertThat(flow.data().resolve(flow.jobs().byKey(key).orElseThrow().result()))
                .exists();
    }
}
