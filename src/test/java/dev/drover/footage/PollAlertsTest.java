package dev.drover.footage;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PollAlertsTest extends FlowTest {

    @Test
    void anAlertThatAppearsLateIsNotMissed() {
        SimulatedAlert late = flow.alert(GATE).withVisibleFrom(Instant.now().plusSeconds(3600));
        flow.raise(late);
        SimulatedAlert newer = SimulatedAlert.of(RAMP.uuid(), late.timestamp().plusSeconds(30), 8);
        flow.raise(newer);
        flow.awaitComplete(newer, RAMP);
        flow.awaitPolls();
        assertThat(flow.files(late, GATE)).isEmpty();

        flow.raise(late.withVisibleFrom(Instant.EPOCH));
        flow.awaitComplete(late, GATE);
    }

    @Test
    void howFarTheAlertsWereReadIsKept() {
        SimulatedAlert alert =
                flow.raise(SimulatedAlert.of(GATE.uuid(), Instant.now().minusSeconds(60), 8));
        eventually().until(() -> flow.jobs().watermark() >= alert.timestamp().toEpochMilli());
    }
}
