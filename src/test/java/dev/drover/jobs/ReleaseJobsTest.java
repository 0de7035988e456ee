package dev.drover.jobs;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.FlowTest;
import dev.drover.testing.Leftovers;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.STAIRS;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ReleaseJobsTest extends FlowTest {

    @Test
    void whatAWorkerThatIsGoneLeftIsTakenUpWithoutWaitingForItsLease() {
        eventually().until(() -> !flow.files(STAIRS, Leftovers.START).isEmpty());
        flow.assertPlays(flow.files(STAIRS, Leftovers.START).get(0), Leftovers.SECONDS);
    }

    @Test
    void aWorkerThatLivesShowsIt() {
        assertThat(flow.data().resolve(".drover/workers")).isNotEmptyDirectory();
    }
}
