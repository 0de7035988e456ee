package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerHealthTest extends ClipTest {

    @Test
    void theServiceIsHealthy() {
        ClipFlow.Answer answer = clips.get("/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("status", "timestamp", "version");
        assertThat(answer.json().path("status").asText()).isEqualTo("healthy");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aMonitorMayAskForTheHeadOnly() {
        ClipFlow.Answer answer = clips.send("HEAD", "/health", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).isEmpty();
        assertThat(clips.send("HEAD", "/nowhere", "").status()).isEqualTo(404);
    }
}
