package dev.drover.footage;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.DOCK;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.HALL;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DownloadFootageTest extends FlowTest {

    /** The microphone of the hall. */
    private static final String HALL_AUDIO = "R0FURVdBWUdBVEVXQVlHMg";

    @Test
    void anAlertBecomesAFileThatPlaysWithSound() {
        SimulatedAlert alert = flow.raise(DOCK);
        Path file = flow.awaitComplete(alert, DOCK);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.decode(file).audio()).isTrue();
        assertThat(flow.sidecar(file).path("audio").asBoolean()).isTrue();
        flow.assertEachSegmentOnce(alert, DOCK);
    }

    @Test
    void aCameraWithoutMicrophoneHasAFileWithoutSoundThatLacksNothing() {
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.decode(file).audio()).isFalse();
        assertThat(flow.sidecar(file).path("missingAudio")).isEmpty();
    }

    @Test
    void soundThatCannotBeHadDoesNotKeepThePictureBackAndComesLater() {
        flow.faults(Fault.of(FaultKind.DEAD_CAMERA).at(HALL_AUDIO));
        SimulatedAlert alert = flow.raise(HALL);
        Path silent = flow.awaitIncomplete(alert, HALL);

        flow.assertPlays(silent, FootageFlow.FOOTAGE_SECONDS);
        JsonNode sidecar = flow.sidecar(silent);
        assertThat(sidecar.path("missing")).isEmpty();
        assertThat(sidecar.path("missingAudio")).hasSize(1);
        assertThat(sidecar.at("/missingAudio/0/seconds").asDouble()).isEqualTo(FootageFlow.FOOTAGE_SECONDS);

        flow.faults();
        Path whole = flow.awaitComplete(alert, HALL);
        assertThat(flow.decode(whole).audio()).isTrue();
        assertThat(flow.files(alert, HALL)).as("the silent file is replaced").containsExactly(whole);
        flow.assertEachSegmentOnce(alert, HALL);
    }
}
