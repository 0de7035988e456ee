package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerServiceTest extends ClipTest {

    @Test
    void theServiceSaysWhatCanBeAsked() {
        ClipFlow.Answer answer = clips.get("/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("service", "version", "status", "endpoints");
        assertThat(answer.json().path("endpoints").path("create_clip").asText()).isEqualTo("POST /clips");
    }

    @Test
    void whatThereIsNotIsNotFoundInTheSameWords() {
        ClipFlow.Answer answer = clips.get("/nowhere");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void aMethodThatIsNotAllowedIsRefused() {
        ClipFlow.Answer answer = clips.send("PUT", "/clips", "{}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }
}
