package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CELLAR;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DownloadCameraTest extends FlowTest {

    @Test
    void aDeadCameraDelaysNoOtherAndIsCaughtUpWith() {
        flow.fault(FaultKind.DEAD_CAMERA, CELLAR);
        SimulatedAlert stuck = flow.raise(CELLAR);
        eventually().until(() -> !flow.mediaRequests(stuck, CELLAR.uuid()).isEmpty());

        SimulatedAlert other = flow.raise(GATE);
        SimulatedAlert another = flow.raise(RAMP);
        flow.awaitComplete(other, GATE);
        flow.awaitComplete(another, RAMP);
        assertThat(flow.files(stuck, CELLAR)).isEmpty();

        flow.faults();
        flow.awaitComplete(stuck, CELLAR);
    }

    @Test
    void aCameraHasOneDownloadAtATime() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 400).at(GATE.uuid()));
        SimulatedAlert first = flow.raise(GATE);
        SimulatedAlert second = flow.raise(GATE);
        flow.awaitComplete(first, GATE);
        flow.awaitComplete(second, GATE);

        long begunBySecond =
                flow.mediaRequests(second, GATE.uuid()).get(0).started().toEpochMilli();
        long begunByFirst =
                flow.mediaRequests(first, GATE.uuid()).get(0).started().toEpochMilli();
        var earlier = begunByFirst < begunBySecond ? first : second;
        var later = begunByFirst < begunBySecond ? second : first;
        var last = flow.mediaRequests(earlier, GATE.uuid());
        assertThat(last.get(last.size() - 1).started())
                .isBeforeOrEqualTo(flow.mediaRequests(later, GATE.uuid()).get(0).started());
    }
}
