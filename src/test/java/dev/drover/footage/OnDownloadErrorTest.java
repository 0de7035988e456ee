package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class OnDownloadErrorTest extends FlowTest {

    @Test
    void anAttemptThatFailsIsRepeatedAndKeepsWhatItHas() {
        // Whichever way it is asked, the manifest fails for the first attempt and the second
        flow.faults(Fault.of(FaultKind.MANIFEST_500, 6).at(GATE.uuid()));
        SimulatedAlert alert = flow.raise(GATE);
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        flow.assertEachSegmentOnce(alert, GATE);
        assertThat(flow.jobs()
                        .byKey(FootageFlow.keyOf(alert, GATE))
                        .orElseThrow()
                        .attempts())
                .as("attempts since the last success")
                .isLessThanOrEqualTo(1);
    }
}
