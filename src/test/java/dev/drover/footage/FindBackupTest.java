package dev.drover.footage;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.FlowTest;
import dev.drover.testing.Operator;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FindBackupTest extends FlowTest {

    Operator operator() {
        return Operator.inProcess();
    }

    @Test
    void aRangeOfACameraBecomesItsFile() {
        Instant start = flow.freshStart();
        operator().backup(GATE, start, 20);
        eventually().until(() -> flow.files(GATE, start).size() == 1);
        flow.assertPlays(flow.files(GATE, start).get(0), 20);
        assertThat(flow.files(GATE, start).get(0).getFileName())
                .hasToString("Gate_" + GATE.uuid() + "_" + start.getEpochSecond() + "_video.mp4");
        assertThat(flow.files(RAMP, start)).isEmpty();
    }
}
