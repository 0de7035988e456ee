package dev.drover.reolink;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code cli.NvrCommandIT} shows it at the end of real processes. */
@QuarkusTest
class LeaveNvrTest extends NvrTest {

    @Inject
    ProducerTemplate producer;

    @Inject
    NvrSessions sessions;

    @Test
    void theSessionIsLoggedOutWithItsToken() {
        flow.awaitRounds(1);
        String token = sessions.token("").orElseThrow().text();
        flow.nvr().clearEvidence();
        producer.requestBody("direct:leave-nvr", (Object) new NvrCall.Logout("", token));
        eventually().until(() -> flow.evidence().logouts() + flow.evidence().strayLogouts() == 1);
        assertThat(flow.evidence().strayLogouts()).isZero();
    }
}
