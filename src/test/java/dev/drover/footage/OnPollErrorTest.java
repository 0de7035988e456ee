package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class OnPollErrorTest extends FlowTest {

    @Test
    void aPollThatFailsSaysWhyInALineAndTheNextCatchesUp() {
        int before = flow.logged();
        flow.faults(Fault.of(FaultKind.API_500, 100_000));
        SimulatedAlert alert = flow.raise(GATE);
        eventually()
                .until(() -> flow.loggedSince(before).contains("Failed to retrieve alerts: Rhombus could not answer"));
        flow.faults();
        flow.awaitComplete(alert, GATE);
        assertThat(flow.loggedSince(before)).doesNotContain("Error processing exchange", "\tat ", "Exchange[");
    }
}
