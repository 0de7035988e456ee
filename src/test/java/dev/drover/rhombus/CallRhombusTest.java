package dev.drover.rhombus;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CallRhombusTest extends FlowTest {

    @ParameterizedTest
    @CsvSource({"API_500, 2, 500", "API_429, 2, 429", "API_HANG, 1, 0"})
    void aCallThatFailsForAReasonThatPassesIsMadeAgain(FaultKind kind, int times, int status) {
        flow.simulator().log().clear();
        flow.faults(Fault.of(kind, times));
        SimulatedAlert alert = flow.raise(GATE);
        flow.awaitComplete(alert, GATE);
        assertThat(flow.simulator().log().requests())
                .filteredOn(request -> request.path().startsWith("/api/") && request.status() == status)
                .hasSize(times);
    }
}
