package dev.drover.jobs;

import java.io.IOException;
import java.nio.file.Files;
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
class RetryJobTest extends FlowTest {

    Operator operator() {
        return Operator.inProcess();
    }

    @Test
    void aJobThatIsDoneIsDoneAgain() throws IOException {
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);
        JobTable.Row row = eventually()
                .until(() -> flow.jobs().byKey(FootageFlow.keyOf(alert, GATE)).orElseThrow(), job -> job.state()
                        .equals("DONE"));
        Files.delete(file);
        Files.delete(FootageFlow.sidecarOf(file));

        assertThat(operator().retry(row.id())).isTrue();
        assertThat(flow.awaitComplete(alert, GATE)).isEqualTo(file);
        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
    }

    @Test
    void aJobThatDoesNotExistIsNone() {
        assertThat(operator().retry(99_999_999)).isFalse();
    }
}
