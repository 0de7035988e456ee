package dev.drover.reolink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class OpenNvrSessionTest extends NvrTest {

    @Test
    void oneSessionServesAllRoundsAndItsTokenIsInAFileForNobodyElse() throws IOException {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.awaitRounds(3);
        assertThat(flow.evidence().logins()).isZero();
        assertThat(flow.nvr().sessions()).isEqualTo(1);
        Path file = flow.data().resolve(".drover/nvr/nvr.session");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String token = new ObjectMapper().readTree(file.toFile()).path("token").asText();
        assertThat(token).isNotEmpty();
        assertThat(flow.log()).doesNotContain(token).doesNotContain("token=");
    }

    @Test
    void whereAllSessionsAreTakenItWaits() {
        flow.awaitRounds(1);
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("login-full:2");
        flow.nvr().endSessions();
        flow.awaitRounds(1);
        assertThat(flow.evidence().loginsFull()).isEqualTo(2);
        assertThat(flow.evidence().loginsGranted()).isEqualTo(1);
        assertThat(flow.requests("Login").get(1).receivedMs()
                        - flow.requests("Login").get(0).endedMs())
                .as("nvr.session-wait")
                .isGreaterThanOrEqualTo(300);
    }
}
