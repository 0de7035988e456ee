package dev.drover.footage;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AcceptFootageTest extends FlowTest {

    @Test
    void anAlertThatIsSeenAgainAndAgainIsDownloadedOnce() {
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);
        String fetched = flow.sidecar(file).path("fetchedAt").asText();
        flow.awaitPolls();
        flow.awaitPolls();

        flow.assertEachSegmentOnce(alert, GATE);
        assertThat(flow.sidecar(file).path("fetchedAt").asText()).isEqualTo(fetched);
        assertThat(flow.files(alert, GATE)).containsExactly(file);
    }

    @Test
    void anAlertThatGrowsBecomesALongerFileOfTheSameName() {
        SimulatedAlert alert =
                flow.raise(flow.alert(GATE).withGrowth(Instant.now().plusSeconds(3600), 14));
        Path file = flow.awaitComplete(alert, GATE);
        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);

        flow.raise(alert.withGrowth(Instant.EPOCH, 14));
        Path longer = flow.awaitFile(
                alert, GATE, sidecar -> sidecar.at("/asked/seconds").asInt() == 18, "longer");
        assertThat(longer).isEqualTo(file);
        flow.assertPlays(longer, 18);
        assertThat(flow.files(alert, GATE)).containsExactly(file);
    }
}
