package dev.drover.clips;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerDeletionTest extends ClipTest {

    @Test
    void aClipThatIsDoneGoesWithItsFile() {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        String id = clip.path("clip_id").asText();
        Path file = clips.file(clip);
        assertThat(file).exists();
        ClipFlow.Answer answer = clips.delete("/clips/" + id);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(clips.get("/clips/" + id).status()).isEqualTo(404);
        assertThat(clips.get(clip.path("download_url").asText()).status()).isEqualTo(404);
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(404);
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aClipThatWaitsIsCanceled() {
        String id = clips.ask(CAMERA, java.time.Instant.now().plusSeconds(3600).toString());
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
        assertThat(clips.jobs().byKey("clip:" + id)).isEmpty();
    }
}
