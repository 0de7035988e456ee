package dev.drover.jobs;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;
import dev.drover.testing.Operator;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DropJobTest extends FlowTest {

    Operator operator() {
        return Operator.inProcess();
    }

    @Test
    void aDroppedJobIsForgottenAndItsFootageStays() {
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);
        String key = FootageFlow.keyOf(alert, GATE);
        JobTable.Row row = eventually().until(() -> flow.jobs().byKey(key).orElseThrow(), job -> job.state()
                .equals("DONE"));
        assertThat(operator().drop(row.id())).isTrue();
        // Polls that see its alert again leave it alone
        flow.awaitPolls();
        assertThat(flow.jobs().byKey(key).orElseThrow().state()).isEqualTo("DROPPED");
        assertThat(file).exists();
        assertThat(operator().drop(row.id())).isFalse();
    }
}
