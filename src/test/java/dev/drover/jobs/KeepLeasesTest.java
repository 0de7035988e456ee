package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CELLAR;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class KeepLeasesTest extends FlowTest {

    @Test
    void theLeaseOfARunningJobIsRenewed() {
        flow.fault(FaultKind.DEAD_CAMERA, CELLAR);
        SimulatedAlert alert = flow.raise(CELLAR);
        String key = FootageFlow.keyOf(alert, CELLAR);
        JobTable.Row taken = eventually()
                .until(
                        () -> flow.jobs().byKey(key),
                        row -> row.filter(job -> job.state().equals("RUNNING")).isPresent())
                .orElseThrow();
        JobTable.Row later = eventually()
                .until(() -> flow.jobs().byKey(key).orElseThrow(), row -> row.leaseUntil() > taken.leaseUntil());
        assertThat(later.owner()).isEqualTo(taken.owner());
        assertThat(later.attempts()).as("still the same attempt").isEqualTo(taken.attempts());
    }
}
