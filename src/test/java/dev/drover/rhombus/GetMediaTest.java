package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.DOCK;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class GetMediaTest extends FlowTest {

    @Test
    void onlyTheCloudSeesTheKey() {
        SimulatedAlert lan = flow.raise(DOCK);
        flow.awaitComplete(lan, DOCK);
        flow.fault(FaultKind.LAN_REFUSED, GATE);
        SimulatedAlert wan = flow.raise(GATE);
        flow.awaitComplete(wan, GATE);

        assertThat(flow.mediaRequests(lan, DOCK.uuid()))
                .isNotEmpty()
                .allMatch(request -> request.listener().equals("lan"))
                .noneMatch(request -> request.headers().containsKey("x-auth-apikey"));
        assertThat(flow.mediaRequests(wan, GATE.uuid()))
                .isNotEmpty()
                .allMatch(request -> request.listener().equals("api"))
                .allMatch(request -> "demo".equals(request.headers().get("x-auth-apikey")));
    }
}
