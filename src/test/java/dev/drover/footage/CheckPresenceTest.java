package dev.drover.footage;

import java.nio.file.Path;
import java.time.Duration;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CheckPresenceTest extends FlowTest {

    @Test
    void placeholderPicturesCountAsMissingUntilThereIsFootage() {
        SimulatedAlert alert = flow.alert(YARD);
        flow.simulator().addGap(YARD.uuid(), alert.timestamp().plusSeconds(2), Duration.ofSeconds(4));
        flow.raise(alert);
        Path file = flow.awaitIncomplete(alert, YARD);

        assertThat(flow.sidecar(file).at("/missing/0/from").asText())
                .isEqualTo(alert.timestamp().plusSeconds(2).toString());
        assertThat(flow.sidecar(file).path("missingSeconds").asDouble()).isEqualTo(4);

        flow.simulator().clearGaps();
        flow.assertPlays(flow.awaitComplete(alert, YARD), FootageFlow.FOOTAGE_SECONDS);
    }

    @Test
    void whatHealsIsTheRealPicture() {
        SimulatedAlert gapped = flow.alert(YARD);
        flow.simulator().addGap(YARD.uuid(), gapped.timestamp().plusSeconds(2), Duration.ofSeconds(4));
        flow.raise(gapped);
        String before =
                flow.sidecar(flow.awaitIncomplete(gapped, YARD)).path("sha256").asText();

        flow.simulator().clearGaps();
        String after =
                flow.sidecar(flow.awaitComplete(gapped, YARD)).path("sha256").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(flow.deliveries(gapped, YARD, 2))
                .as("a segment of placeholders is fetched again")
                .isGreaterThan(1);
    }

    @Test
    void presenceThatIsNotKnownMakesNothingMissing() {
        flow.faults(Fault.of(FaultKind.PRESENCE_MISSING).at(YARD.uuid()));
        SimulatedAlert alert = flow.raise(YARD);
        assertThat(flow.sidecar(flow.awaitComplete(alert, YARD)).path("missing"))
                .isEmpty();
    }
}
