package dev.drover.clips;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.ClipFlow.wanted;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RequestClipTest extends ClipTest {

    @Test
    void oneIdempotencyKeyIsOneClip() {
        String key = UUID.randomUUID().toString();
        String first = ask(key, MOMENT).json().path("clip_id").asText();
        assertThat(ask(key, MOMENT).json().path("clip_id").asText()).isEqualTo(first);
        clips.awaitDone(first);
        JsonNode again = ask(key, MOMENT).json();
        assertThat(again.path("clip_id").asText()).isEqualTo(first);
        assertThat(again.path("status").asText()).isEqualTo("done");
        assertThat(ask("other " + key, MOMENT).json().path("clip_id").asText()).isNotEqualTo(first);
    }

    @Test
    void aKeyThatWasUsedForAnotherClipIsRefused() {
        String key = UUID.randomUUID().toString();
        String first = ask(key, MOMENT).json().path("clip_id").asText();
        ClipFlow.Answer answer = ask(key, "2025-09-06T14:30:16");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/msg").asText()).contains(first);
    }

    private ClipFlow.Answer ask(String key, String timestamp) {
        return clips.post("/clips", wanted(CAMERA, timestamp), "Idempotency-Key", key);
    }
}
