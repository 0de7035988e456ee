package dev.drover.reolink;

import java.util.List;

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
        assertThat(requestsFrom(404))
                .as("the same once more, and then in a new session")
                .hasSize(3)
                .containsOnly(requestsFrom(404).get(0));
    }

    /** The first three requests since the first answer with this status, logins apart. */
    private List<String> requestsFrom(int status) {
        return flow.nvr().requests().stream()
                .filter(request -> !request.commands().contains("Login"))
                .dropWhile(request -> request.status() != status)
                .limit(3)
                .map(request -> request.commands() + " " + request.channel())
                .toList();
    }

    @Test
    void a502OfASessionThatLivesCostsNoLogin() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("http-502:1");
        flow.awaitRounds(2);
        assertThat(flow.evidence().logins()).isZero();
    }

    @Test
    void aSessionThatWasGivenUpTooSoonIsTakenUpAgainWhereThereIsNoPlaceForAnother() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        // The second one is taken for the end of the session; that lives, and has the only place
        flow.nvr().setFaults("http-502:2,login-full:1");
        flow.awaitRounds(2);
        assertThat(flow.evidence().loginsFull()).isEqualTo(1);
        assertThat(flow.evidence().logins()).as("it needs no other session").isEqualTo(1);
        assertThat(requestsFrom(502)).hasSize(3).containsOnly(requestsFrom(502).get(0));
        assertThat(flow.evidence().logouts() + flow.evidence().strayLogouts()).isZero();
        assertThat(flow.evidence().mostSessions()).isEqualTo(1);
    }

    @Test
    void aSessionThatIsKnownToHaveEndedIsNotTakenUpAgain() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("login-full:1");
        flow.nvr().endSessions();
        flow.awaitRounds(2);
        assertThat(flow.evidence().withoutSession())
                .as("asked for once in vain")
                .isEqualTo(1);
        assertThat(flow.evidence().loginsGranted()).isEqualTo(1);
    }

    @Test
    void oneChannelThatIsNotKnownEndsNoRoundAndCostsOneLogin() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("http-502:100000@1");
        flow.awaitMore(3, 4);
        assertThat(flow.evidence().logins()).isLessThanOrEqualTo(1);
        assertThat(flow.evidence().mostSessions()).isLessThanOrEqualTo(2);
        flow.reset();
        flow.awaitMore(1, 1);
        // The one that was given up lives on; other tests count sessions
        flow.nvr().endSessions();
        flow.awaitRounds(1);
    }
}
