package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.HALL;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListMicrophonesTest extends FlowTest {

    @Test
    void theMicrophoneThatBelongsToTheCameraIsRecordedAndAskedForOnce() {
        SimulatedAlert before = flow.raise(GATE);
        flow.awaitComplete(before, GATE);
        flow.simulator().log().clear();
        SimulatedAlert alert = flow.raise(HALL);
        assertThat(flow.decode(flow.awaitComplete(alert, HALL)).audio()).isTrue();
        assertThat(flow.mediaRequests(alert, "R0FURVdBWUdBVEVXQVlHMg")).isNotEmpty();
        assertThat(flow.calls("audiogateway/getMinimalAudioGatewayStateList")).hasSizeLessThanOrEqualTo(1);
    }
}
