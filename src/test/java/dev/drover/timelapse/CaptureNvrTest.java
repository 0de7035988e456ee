package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CaptureNvrTest extends NvrTest {

    @Test
    void channelsComeInOrderAndOneThatFailsEndsNoRound() {
        flow.nvr().setFaults("snap-never:12@1");
        flow.awaitMore(0, 6);
        flow.awaitMore(3, 2);
        flow.nvr().clearEvidence();
        flow.awaitMore(3, 4);
        int[] asked = flow.requests("Snap").stream()
                .mapToInt(request -> request.channel().orElseThrow())
                .toArray();
        assertThat(asked)
                .as("a channel that goes on failing is asked once a round")
                .containsSubsequence(0, 1, 2, 3, 0, 1, 2, 3);
        assertThat(flow.evidence().channels().get(1).asked())
                .isLessThanOrEqualTo(flow.evidence().channels().get(0).asked() + 1);
        assertThat(flow.log()).contains("Cannot take a picture of channel 1");
    }

    @Test
    void aRebootIsSurvived() {
        flow.awaitRounds(1);
        flow.nvr().reboot();
        flow.awaitRounds(2);
        assertThat(flow.evidence().mostSessions()).isEqualTo(1);
    }

    @Test
    void aChannelThatNeverAnswersIsAskedOnceARoundInTheEnd() {
        // Patience with it is lost sooner so
        flow.nvr().setFaults("snap-never:12@1");
        flow.awaitMore(0, 6);
        flow.nvr().setFaults("snap-hang:12@1");
        flow.nvr().clearEvidence();
        flow.awaitMore(0, 3);
        assertThat(flow.evidence().channels().get(1).asked())
                .isLessThanOrEqualTo(flow.evidence().channels().get(0).asked() + 1);
    }
}
