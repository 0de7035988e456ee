package dev.drover.footage;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchAlertsTest extends FlowTest {

    @Test
    void aServiceThatKnowsOnlyTheOlderOperationIsAskedByThat() {
        flow.faults(Fault.of(FaultKind.ALERTS_V2_UNKNOWN));
        SimulatedAlert alert = flow.raise(GATE);
        flow.awaitComplete(alert, GATE);
        assertThat(flow.calls("event/getPolicyAlerts")).isNotEmpty();
    }

    @Test
    void anAlertOfADoorIsThatOfItsCameras() {
        flow.faults(Fault.of(FaultKind.ALERTS_V2_UNKNOWN));
        SimulatedAlert alert = flow.raise(SimulatedAlert.ofDoor(flow.freshStart(), List.of(GATE.uuid(), RAMP.uuid())));
        assertThat(flow.awaitComplete(alert, GATE).getFileName().toString()).startsWith("Gate_");
        flow.awaitComplete(alert, RAMP);
    }

    @Test
    void alertsInTheOldShapeAreReadToo() {
        flow.faults(Fault.of(FaultKind.OLD_ALERT_SHAPE));
        SimulatedAlert alert = flow.raise(flow.alert(GATE).withTriggers(List.of("SOUND_LOUD"), "Bang"));
        assertThat(flow.awaitComplete(alert, GATE).getFileName().toString()).contains("_alert_SOUNDLOUD_");
    }

    @Test
    void morePagesThanOneAreReadToTheEnd() {
        SimulatedAlert oldest = flow.alert(GATE);
        // Doors without cameras make pages, but no work
        for (int i = 0; i < 250; i++) {
            flow.raise(SimulatedAlert.ofDoor(oldest.timestamp().plusMillis(i), List.of())
                    .withUuid("filler-%03d-%s".formatted(i, oldest.uuid())));
        }
        flow.faults(Fault.of(FaultKind.ALERTS_V2_UNKNOWN));
        flow.raise(oldest);
        flow.awaitComplete(oldest, GATE);
        assertThat(flow.calls("event/getPolicyAlerts"))
                .anyMatch(request -> request.body().contains("lastTimestampMs"));
    }
}
