package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchWindowTest extends FlowTest {

    @ParameterizedTest
    @CsvSource({", LAN", "LAN_REFUSED, WAN", "LAN_REJECTS, WAN", "LAN_HANG, WAN", "NO_LAN_URIS, WAN"})
    void theLanIsTriedFirstThenTheCloud(FaultKind kind, String source) {
        if (kind != null) {
            flow.faults(Fault.of(kind).at(GATE.uuid()));
        }
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(flow.sidecar(file).path("sources")).hasSize(1);
        assertThat(flow.sidecar(file).at("/sources/0").asText()).isEqualTo(source);
        flow.assertEachSegmentOnce(alert, GATE);
    }
}
