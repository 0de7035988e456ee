package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class GetFromCloudTest extends FlowTest {

    @Test
    void theCloudIsAskedWithKeyAndSession() {
        flow.fault(FaultKind.NO_LAN_URIS, GATE);
        SimulatedAlert alert = flow.raise(GATE);
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.mediaRequests(alert, GATE.uuid())).isNotEmpty().allSatisfy(request -> {
            assertThat(request.path()).startsWith("/dash/");
            assertThat(request.headers()).containsEntry("x-auth-scheme", "api-token");
            assertThat(request.headers()).containsEntry("x-auth-apikey", "demo");
            assertThat(request.headers().get("cookie")).startsWith("RSESSIONID=RFT:");
        });
    }
}
