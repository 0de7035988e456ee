package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchSegmentTest extends FlowTest {

    /** The simulator spoils the middle one of the six segments. */
    private static final int MIDDLE = 3;

    @ParameterizedTest
    @EnumSource(names = {"SEGMENT_500", "SEGMENT_TRUNCATED", "SEGMENT_HANG", "SEGMENT_EMPTY", "SEGMENT_HTML"})
    void aSegmentThatComesWrongTwiceIsFetchedAgain(FaultKind kind) {
        flow.faults(Fault.of(kind, 2).at(GATE.uuid()));
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.requests(alert, GATE, MIDDLE)).isEqualTo(3);
        for (int segment = 0; segment < 6; segment++) {
            if (segment != MIDDLE) {
                assertThat(flow.requests(alert, GATE, segment))
                        .as("segment %d", segment)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void nothingIsUnderItsNameBeforeAllOfItIsThere() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 1500).at(GATE.uuid()));
        SimulatedAlert alert = flow.raise(GATE);
        eventually().until(() -> !flow.mediaRequests(alert, GATE.uuid()).isEmpty());

        assertThat(flow.files(alert, GATE)).isEmpty();
        assertThat(flow.files())
                .allMatch(file -> FootageFlow.sidecarOf(file).toFile().exists());
        flow.faults();
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        assertThat(FootageFlow.below(flow.footage()))
                .allMatch(file -> file.toString().matches(".*\\.mp4(\\.json)?"));
    }
}
