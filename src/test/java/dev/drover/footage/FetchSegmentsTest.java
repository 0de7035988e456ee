package dev.drover.footage;

import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchSegmentsTest extends FlowTest {

    @ParameterizedTest
    @CsvSource({
        "MIDDLE_404, 6, 8, 12",
        "MIDDLE_500, 6, 8, 12",
        "FIRST_MISSING, 0, 2, 10",
        "LAST_MISSING, 10, 12, 10",
        "MIDDLE_SHORT, 7, 8, 12"
    })
    void aSegmentThatDoesNotComeIsANamedGapUntilItComes(FaultKind kind, int from, int to, double plays) {
        flow.fault(kind, RAMP);
        SimulatedAlert alert = flow.raise(RAMP);
        Path file = flow.awaitIncomplete(alert, RAMP);

        JsonNode sidecar = flow.sidecar(file);
        assertThat(sidecar.path("missing")).hasSize(1);
        assertThat(sidecar.at("/missing/0/from").asText())
                .isEqualTo(alert.timestamp().plusSeconds(from - 2).toString());
        assertThat(sidecar.at("/missing/0/to").asText())
                .isEqualTo(alert.timestamp().plusSeconds(to - 2).toString());
        assertThat(sidecar.path("missingSeconds").asDouble()).isEqualTo(to - from);
        flow.assertPlays(file, plays);

        flow.faults();
        Path healed = flow.awaitComplete(alert, RAMP);
        assertThat(healed).isEqualTo(file);
        assertThat(flow.sidecar(healed).path("missingSeconds").asDouble()).isZero();
        flow.assertPlays(healed, FootageFlow.FOOTAGE_SECONDS);
        if (kind != FaultKind.MIDDLE_SHORT) {
            flow.assertEachSegmentOnce(alert, RAMP);
        }
    }

    @Test
    void aSessionThatEndsMidDownloadIsOpenedAgainAndOnlyTheRestIsFetched() {
        flow.faults(Fault.of(FaultKind.TOKEN_EXPIRES_AFTER, 3).at(GATE.uuid()));
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        flow.assertEachSegmentOnce(alert, GATE);
        assertThat(flow.mediaRequests(alert, GATE.uuid()))
                .anyMatch(request -> request.status() == 401 || request.status() == 403);
    }

    @Test
    void severalAreOnTheirWayAtTheSameTime() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 300).at(GATE.uuid()));
        flow.simulator().log().clear();
        SimulatedAlert alert = flow.raise(SimulatedAlert.of(GATE.uuid(), flow.freshStart(), 36));
        flow.assertPlays(flow.awaitComplete(alert, GATE), 40);
        assertThat(flow.simulator().log().maxConcurrency(GATE.uuid())).isBetween(2, 8);
    }

    @Test
    void aRangeOfAnOddLengthHasItsLastSecond() {
        SimulatedAlert alert =
                flow.raise(SimulatedAlert.of(GATE.uuid(), flow.freshStart().plus(Duration.ofSeconds(1)), 7));
        Path file = flow.awaitComplete(alert, GATE);
        assertThat(flow.sidecar(file).at("/asked/seconds").asDouble()).isEqualTo(11);
        assertThat(flow.decode(file).seconds()).isBetween(10.7, 12.3);
    }
}
