package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.wanted;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostponeClipTest extends ClipTest {

    @Test
    void aClipWithNothingGoodFailsAndSaysWhy() throws Exception {
        java.nio.file.Path segment = clips.record("broken", java.time.LocalDateTime.parse("2025-09-09T09:00:00"));
        String id = clips.ask("broken", "2025-09-09T09:00:02", "\"duration\":1");
        clips.awaitDone(id);
        java.nio.file.Files.writeString(
                clips.record("broken", java.time.LocalDateTime.parse("2025-09-09T10:00:00")), "no film");
        ClipFlow.Answer answer = clips.post("/clips", wanted("broken", "2025-09-09T10:00:02", "\"duration\":1"));
        if (answer.status() == 200) {
            JsonNode clip = clips.awaitEnd(answer.json().path("clip_id").asText());
            assertThat(clip.path("status").asText()).isEqualTo("failed");
            assertThat(clip.path("error_message").asText()).isNotEmpty();
            assertThat(clip.path("completed_at").isNull()).isFalse();
        } else {
            assertThat(answer.status()).isEqualTo(404);
        }
        assertThat(segment).exists();
    }
}
