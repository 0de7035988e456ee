package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class OpenSessionTest extends FlowTest {

    private static final String OPEN = "org/generateFederatedSessionToken";

    @Test
    void allDownloadsShareOneSessionAndARefusedOneIsRenewedOnce() {
        flow.awaitComplete(flow.raise(GATE), GATE);
        flow.simulator().log().clear();
        SimulatedAlert one = flow.raise(GATE);
        SimulatedAlert other = flow.raise(RAMP);
        flow.awaitComplete(one, GATE);
        flow.awaitComplete(other, RAMP);
        assertThat(flow.calls(OPEN)).isEmpty();

        flow.fault(FaultKind.TOKEN_EXPIRES_AFTER, GATE);
        flow.awaitComplete(flow.raise(GATE), GATE);
        assertThat(flow.calls(OPEN)).hasSize(1);
    }
}
