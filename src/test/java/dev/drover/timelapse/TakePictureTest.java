package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TakePictureTest extends NvrTest {

    @Test
    void aCameraThatIsGoneIsSkippedUntilItIsBack() {
        flow.awaitRounds(1);
        flow.nvr().setFaults("offline@2");
        flow.awaitMore(3, 3);
        flow.nvr().clearEvidence();
        flow.awaitMore(3, 2);
        assertThat(flow.requests("Snap")).noneMatch(request -> request.channel().orElseThrow() == 2);
        flow.reset();
        eventually().until(() -> flow.log().contains("is online again"));
        flow.awaitMore(2, 1);
    }
}
