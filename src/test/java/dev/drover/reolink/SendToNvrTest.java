package dev.drover.reolink;

import java.io.IOException;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.frames.Jpeg;
import dev.drover.simulator.NvrRequest;
import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SendToNvrTest extends NvrTest {

    @Test
    void whatMayPassIsAskedForAgainInTheSameSession() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("snap-12:2@2,snap-truncated:1@0,snap-empty:1@1,snap-json:1@3");
        flow.awaitRounds(2);
        assertThat(flow.evidence().logins()).as("the session is not touched").isZero();
        assertThat(flow.evidence().codes().get(-12)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void onlyWholePicturesExist() throws IOException {
        flow.nvr().setFaults("snap-truncated:30%,snap-empty:10%,snap-json:10%,snap-wrong-type:10%,snap-padded:20%");
        flow.awaitRounds(5);
        for (Path picture : flow.pictures()) {
            assertThat(Jpeg.of(picture).width()).as("%s", picture).isPositive();
        }
    }

    @Test
    void whoIsBusyIsLeftAlone() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("busy:1");
        flow.awaitRounds(1);
        NvrRequest refused = flow.nvr().requests().stream()
                .filter(request -> request.codes().contains(-31))
                .findFirst()
                .orElseThrow();
        NvrRequest next = flow.nvr().requests().stream()
                .filter(request -> request.receivedMs() > refused.receivedMs())
                .findFirst()
                .orElseThrow();
        assertThat(next.receivedMs() - refused.endedMs()).as("nvr.busy-wait").isGreaterThanOrEqualTo(490);
    }
}
