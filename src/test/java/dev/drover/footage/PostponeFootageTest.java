package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CELLAR;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostponeFootageTest extends FlowTest {

    @Test
    void aDownloadThatFailsWaitsWithItsReasonAndComesInTheEnd() {
        flow.faults(Fault.of(FaultKind.MANIFEST_404, 1000).at(CELLAR.uuid()));
        SimulatedAlert alert = flow.raise(CELLAR);
        String key = FootageFlow.keyOf(alert, CELLAR);
        JobTable.Row postponed = eventually()
                .until(
                        () -> flow.jobs().byKey(key),
                        row -> row.filter(job -> !job.reason().isEmpty()).isPresent())
                .orElseThrow();
        assertThat(postponed.reason()).contains("is not there (404)").doesNotContain("demo", "RFT");
        assertThat(flow.files(alert, CELLAR)).isEmpty();

        flow.faults();
        flow.assertPlays(flow.awaitComplete(alert, CELLAR), FootageFlow.FOOTAGE_SECONDS);
        eventually().until(() -> flow.jobs().byKey(key).orElseThrow().reason().isEmpty());
    }
}
