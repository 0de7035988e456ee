package dev.drover.rhombus;

import java.time.Duration;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.RecordedRequest;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SendToRhombusTest extends FlowTest {

    @Test
    void aThrottledCallWaitsAsLongAsRhombusSays() {
        flow.simulator().log().clear();
        flow.faults(Fault.of(FaultKind.API_429, 1));
        eventually().until(() -> !throttled().isEmpty());
        RecordedRequest refused = throttled().get(0);
        List<RecordedRequest> again = eventually()
                .until(
                        () -> flow.simulator().log().requests().stream()
                                .filter(request -> request.status() == 200)
                                .filter(request -> request.path().equals(refused.path()))
                                .filter(request -> request.body().equals(refused.body()))
                                .filter(request -> request.started().isAfter(refused.started()))
                                .toList(),
                        found -> !found.isEmpty());
        // A promise of the far side: earlier than this it would refuse again
        assertThat(Duration.between(refused.started(), again.get(0).started()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theKeyGoesNoFurtherThanTheApi() {
        flow.awaitComplete(flow.raise(GATE), GATE);
        assertThat(flow.simulator().log().requests())
                .filteredOn(request -> request.listener().equals("lan"))
                .isNotEmpty()
                .noneMatch(request -> request.headers().containsKey("x-auth-apikey")
                        || request.headers().toString().contains("demo"));
    }

    private List<RecordedRequest> throttled() {
        return flow.simulator().log().requests().stream()
                .filter(request -> request.status() == 429)
                .toList();
    }
}
