package dev.drover.reolink;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostToNvrTest extends NvrTest {

    @Test
    void picturesAreGotAndAllElseIsPosted() {
        flow.nvr().clearEvidence();
        flow.nvr().endSessions();
        flow.awaitRounds(2);
        assertThat(flow.requests("Snap")).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/cgi-bin/api.cgi");
            assertThat(request.query()).matches("cmd=Snap&channel=\\d+&rs=[a-z0-9]+&token=\\w+");
        });
        assertThat(flow.requests("Login")).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.query()).isEqualTo("cmd=Login");
        });
        assertThat(flow.evidence().passwordsInAddresses()).isZero();
    }
}
