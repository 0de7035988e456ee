package dev.drover.reolink;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AskNvrTest extends NvrTest {

    @Test
    void aSessionThatHasEndedIsFollowedByOneLoginAndThePictureComes() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().endSessions();
        flow.awaitRounds(3);
        assertThat(flow.evidence().loginsGranted()).isEqualTo(1);
        assertThat(flow.evidence().strayLogouts())
                .as("there was no token to log out with")
                .isZero();
        assertThat(flow.evidence().mostSessions()).isEqualTo(1);
    }

    @Test
    void a404IsASessionThatHasEnded() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("token-http:404");
        flow.nvr().endSessions();
        flow.awaitRounds(2);
        assertThat(flow.evidence().loginsGranted()).isEqualTo(1);
    }

    @Test
    void a502OfASessionThatLivesCostsNoLogin() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("http-502:1");
        flow.awaitRounds(2);
        assertThat(flow.evidence().logins()).isZero();
    }
}
