package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CaptureOnTimeTest extends NvrTest {

    @Test
    void aRoundThatTakesLongerDelaysTheNextAndNothingPilesUp() {
        flow.awaitRounds(1);
        flow.nvr().setFaults("snap-slow:400");
        flow.awaitRounds(3);
        eventually().until(() -> flow.log().contains("takes longer than the time between two (timelapse.interval)"));
        flow.reset();
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.awaitRounds(4);
        assertThat(flow.evidence().parallel()).isZero();
    }
}
