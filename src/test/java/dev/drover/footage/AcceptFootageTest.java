package dev.drover.footage;

import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
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

    @Test
    void anAlertThatGrowsWhileItsFileHealsIsFetchedInItsWholeLength() {
        flow.fault(FaultKind.MIDDLE_404, RAMP);
        SimulatedAlert alert =
                flow.raise(flow.alert(RAMP).withGrowth(Instant.now().plusSeconds(3600), 14));
        Path file = flow.awaitIncomplete(alert, RAMP);
        String key = FootageFlow.keyOf(alert, RAMP);
        eventually().until(() -> flow.jobs().byKey(key).orElseThrow().state().equals("HEALING"));

        flow.raise(alert.withGrowth(Instant.EPOCH, 14));
        Path longer = flow.awaitFile(
                alert, RAMP, sidecar -> sidecar.at("/asked/seconds").asInt() == 18, "longer");
        assertThat(longer).isEqualTo(file);
        assertThat(flow.sidecar(longer).path("missingSeconds").asDouble())
                .as("it heals still")
                .isEqualTo(2);

        flow.faults();
        assertThat(flow.awaitComplete(alert, RAMP)).isEqualTo(file);
        flow.assertPlays(file, 18);
        assertThat(flow.files(alert, RAMP)).containsExactly(file);
        eventually().until(() -> flow.jobs().byKey(key).orElseThrow().state().equals("DONE"));
        assertThat(flow.sidecar(file).at("/asked/seconds").asInt())
                .as("the shorter one does not come back")
                .isEqualTo(18);
    }
}
