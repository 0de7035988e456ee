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

    /** What one poll tells before it fails. */
    private static final int RETRIES = 3;

    @Test
    void pollsThatFailSayWhyInALineOnceAndTheNextCatchesUp() {
        flow.awaitPolls();
        int before = flow.logged();
        flow.faults(Fault.of(FaultKind.API_500, 100_000));
        SimulatedAlert alert = flow.raise(GATE);
        eventually()
                .until(() -> flow.loggedSince(before).contains("Failed to retrieve alerts: Rhombus could not answer"));
        eventually()
                .until(() -> flow.loggedSince(before).split("Trying again: .*/getPolicyAlertsV2 ", -1).length
                        > 2 * RETRIES + 1);
        assertThat(flow.loggedSince(before)).doesNotContain("Works again");
        flow.faults();
        flow.awaitComplete(alert, GATE);
        eventually().until(() -> flow.loggedSince(before).contains("Works again: retrieve alerts"));
        assertThat(flow.loggedSince(before)).containsOnlyOnce("Failed to retrieve alerts");
        assertThat(flow.loggedSince(before)).doesNotContain("Error processing exchange", "\tat ", "Exchange[");
    }
}
