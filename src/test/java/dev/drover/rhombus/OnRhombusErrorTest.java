package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CELLAR;

@QuarkusTest
class OnRhombusErrorTest extends FlowTest {

    @Test
    void anOutageThatLastsIsTheCallersToDealWithAndNothingIsForgotten() {
        flow.faults(Fault.of(FaultKind.MANIFEST_404, 1000).at(CELLAR.uuid()));
        SimulatedAlert alert = flow.raise(CELLAR);
        String key = FootageFlow.keyOf(alert, CELLAR);
        awaitReason(key, "404");

        flow.faults(Fault.of(FaultKind.API_500, 100_000));
        awaitReason(key, "Rhombus could not answer");

        flow.faults();
        flow.assertPlays(flow.awaitComplete(alert, CELLAR), FootageFlow.FOOTAGE_SECONDS);
    }

    private void awaitReason(String key, String reason) {
        eventually().until(() -> flow.jobs()
                .byKey(key)
                .filter(row -> row.reason().contains(reason))
                .isPresent());
    }
}
