package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.Operator;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListJobsTest extends FlowTest {

    Operator operator() {
        return Operator.inProcess();
    }

    @Test
    void everyJobIsThereNewestFirst() {
        SimulatedAlert first = flow.raise(GATE);
        flow.awaitComplete(first, GATE);
        SimulatedAlert second = flow.raise(RAMP);
        flow.awaitComplete(second, RAMP);
        long older =
                flow.jobs().byKey(FootageFlow.keyOf(first, GATE)).orElseThrow().id();
        long newer =
                flow.jobs().byKey(FootageFlow.keyOf(second, RAMP)).orElseThrow().id();

        String list = operator().list();
        assertThat(list).containsPattern("(?s)\\b" + newer + " .*\\n\\s+" + older + " ");
        assertThat(list).contains("MOTION_HUMAN of Gate at " + first.timestamp().minusSeconds(2));
    }
}
