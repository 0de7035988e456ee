package dev.drover.reolink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
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

    @Test
    void aSessionIsRenewedBeforeItsEnd() throws IOException {
        flow.awaitRounds(1);
        Path file = flow.data().resolve(".drover/nvr/nvr.session");
        ObjectMapper json = new ObjectMapper();
        ObjectNode session = (ObjectNode) json.readTree(file.toFile());
        assertThat(Duration.between(
                        Instant.parse(session.path("renewAt").asText()),
                        Instant.parse(session.path("endsAt").asText())))
                .as("nvr.renew-before")
                .isEqualTo(Duration.ofMinutes(2));
        flow.nvr().clearEvidence();
        // As if most of the hour had gone by
        session.put("renewAt", Instant.now().toString());
        Path older = file.resolveSibling("older");
        json.writeValue(older.toFile(), session);
        Files.move(older, file, StandardCopyOption.ATOMIC_MOVE);
        eventually().until(() -> flow.evidence().loginsGranted() == 1);
        flow.awaitRounds(1);
        assertThat(flow.evidence().logouts()).as("the one before").isEqualTo(1);
        assertThat(flow.evidence().strayLogouts()).isZero();
        assertThat(flow.evidence().mostSessions()).as("the logout comes first").isEqualTo(1);
        assertThat(flow.evidence().logins()).isEqualTo(1);
        assertThat(json.readTree(file.toFile()).path("token")).isNotEqualTo(session.path("token"));
    }
}
