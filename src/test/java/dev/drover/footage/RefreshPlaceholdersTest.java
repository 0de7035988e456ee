package dev.drover.footage;

import java.time.Duration;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RefreshPlaceholdersTest extends FlowTest {

    @Test
    void placeholdersAreFetchedAgainOnlyWhenThereIsFootageInTheirPlace() {
        SimulatedAlert alert = flow.alert(YARD);
        flow.simulator().addGap(YARD.uuid(), alert.timestamp().plusSeconds(2), Duration.ofSeconds(4));
        flow.raise(alert);
        flow.awaitIncomplete(alert, YARD);
        int asked = flow.calls("camera/getPresenceWindows").size();
        // Each attempt asks before and after, so this is at least one whole attempt to heal
        eventually().until(() -> flow.calls("camera/getPresenceWindows").size() > asked + 3);
        flow.assertEachSegmentOnce(alert, YARD);
        assertThat(flow.jobs()
                        .byKey(FootageFlow.keyOf(alert, YARD))
                        .orElseThrow()
                        .state())
                .isIn("HEALING", "RUNNING");

        flow.simulator().clearGaps();
        flow.awaitComplete(alert, YARD);
        assertThat(flow.deliveries(alert, YARD, 2)).isEqualTo(2);
    }
}
