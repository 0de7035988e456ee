package dev.drover.footage;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;

@QuarkusTest
class ReadManifestTest extends FlowTest {

    @ParameterizedTest
    @EnumSource(names = {"MANIFEST_404", "MANIFEST_500", "MANIFEST_HANG"})
    void aManifestThatFailsOnceIsHadAnotherWay(FaultKind kind) {
        flow.fault(kind, GATE);
        SimulatedAlert alert = flow.raise(GATE);
        Path file = flow.awaitComplete(alert, GATE);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        flow.assertEachSegmentOnce(alert, GATE);
    }
}
