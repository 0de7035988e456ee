package dev.drover.footage;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FindAlertsTest extends FlowTest {

    @Test
    void aServiceThatIgnoresTheCursorDoesNotKeepTheSearchGoingForEver() {
        flow.faults(Fault.of(FaultKind.CURSOR_IGNORED), Fault.of(FaultKind.ALERTS_V2_UNKNOWN));
        SimulatedAlert alert = flow.alert(GATE);
        for (int i = 0; i < 120; i++) {
            flow.raise(SimulatedAlert.ofDoor(alert.timestamp().minusMillis(i + 1), List.of()));
        }
        flow.raise(alert);
        flow.awaitComplete(alert, GATE);
        flow.awaitPolls();

        List<String> bodies = new ArrayList<>();
        flow.calls("event/getPolicyAlerts").forEach(request -> bodies.add(request.body()));
        long first = bodies.stream()
                .filter(body -> !body.contains("lastTimestampMs"))
                .count();
        assertThat(bodies).as("pages asked for by %d searches", first).hasSizeLessThanOrEqualTo((int) first * 3 + 3);
    }

    @Test
    void aSearchThatFailsHalfWayIsRepeated() {
        SimulatedAlert alert = flow.alert(YARD);
        flow.faults(Fault.of(FaultKind.API_500, 12));
        flow.raise(alert);
        flow.awaitComplete(alert, YARD);
        eventually().until(() -> flow.jobs()
                .byKey(FootageFlow.keyOf(alert, YARD))
                .filter(row -> row.state().equals("DONE"))
                .isPresent());
    }
}
