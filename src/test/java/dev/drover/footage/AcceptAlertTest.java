package dev.drover.footage;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.CELLAR;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AcceptAlertTest extends FlowTest {

    @Test
    void anAlertOfSeveralCamerasBecomesAFileEach() {
        SimulatedAlert alert = flow.raise(flow.alert(GATE).withClipDevices(List.of(RAMP.uuid() + ".v0", GATE.uuid())));
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        flow.assertPlays(flow.awaitComplete(alert, RAMP), FootageFlow.FOOTAGE_SECONDS);
    }

    @Test
    void anAlertWithoutALengthGetsTheUsualOne() {
        SimulatedAlert alert = flow.raise(flow.alert(GATE).withDurationSec(OptionalInt.empty()));
        Path file = flow.awaitComplete(alert, GATE);
        assertThat(flow.sidecar(file).at("/asked/seconds").asDouble()).isEqualTo(6 + 2 * 2);
    }

    @Test
    void anAlertWithoutATimestampIsSkippedAndTheRestGoesOn() {
        flow.fault(FaultKind.ALERT_UNTIMED, CELLAR);
        SimulatedAlert untimed = flow.raise(CELLAR);
        SimulatedAlert fine = flow.raise(YARD);
        flow.awaitComplete(fine, YARD);
        flow.awaitPolls();
        assertThat(flow.jobs().byKey(FootageFlow.keyOf(untimed, CELLAR))).isEmpty();
    }

    @Test
    void aDeletedAlertIsSkippedAndTheRestGoesOn() {
        flow.fault(FaultKind.ALERT_DELETED, CELLAR);
        SimulatedAlert deleted = flow.raise(CELLAR);
        SimulatedAlert fine = flow.raise(YARD);
        flow.awaitComplete(fine, YARD);
        flow.awaitPolls();
        assertThat(flow.jobs().byKey(FootageFlow.keyOf(deleted, CELLAR))).isEmpty();
    }
}
