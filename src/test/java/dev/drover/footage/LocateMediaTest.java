package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class LocateMediaTest extends FlowTest {

    @Test
    void anAddressThatHasChangedIsUsed() {
        flow.fault(FaultKind.LAN_REFUSED, GATE);
        SimulatedAlert moved = flow.raise(GATE);
        assertThat(flow.sidecar(flow.awaitComplete(moved, GATE))
                        .at("/sources/0")
                        .asText())
                .isEqualTo("WAN");

        flow.faults();
        SimulatedAlert back = flow.raise(GATE);
        assertThat(flow.sidecar(flow.awaitComplete(back, GATE)).at("/sources/0").asText())
                .isEqualTo("LAN");
    }
}
