package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerClipTest extends ClipTest {

    @Test
    void aClipHasAllFieldsOfThePredecessorFromTheStart() {
        String id = clips.ask(CAMERA, MOMENT);
        JsonNode early = clips.clip(id);
        assertThat(early.fieldNames())
                .toIterable()
                .startsWith(
                        "clip_id",
                        "status",
                        "camera_id",
                        "start_time",
                        "end_time",
                        "download_url",
                        "error_message",
                        "created_at",
                        "completed_at");
        assertThat(early.path("status").asText()).matches("pending|processing|done");
        JsonNode done = clips.awaitDone(id);
        assertThat(done.path("camera_id").asText()).isEqualTo(CAMERA);
        assertThat(done.path("download_url").asText())
                .startsWith("/videos/cam1_")
                .endsWith(id + ".mp4");
        assertThat(done.path("error_message").isNull()).isTrue();
        assertThat(done.path("completed_at").asText())
                .isGreaterThanOrEqualTo(done.path("created_at").asText());
        assertThat(done.path("source_clips").size()).isEqualTo(4);
    }

    @Test
    void aClipThatNobodyAskedForIsNotFound() {
        ClipFlow.Answer answer = clips.get("/clips/00000000-0000-0000-0000-000000000000");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Clip not found\"}");
        assertThat(clips.get("/clips/%2e%2e%2fetc").status()).isEqualTo(404);
    }

    @Test
    void whoWaitsIsAnsweredWhenItIsDone() {
        String id = clips.ask(CAMERA, MOMENT);
        JsonNode clip = clips.get("/clips/" + id + "?wait=60").json();
        assertThat(clip.path("status").asText()).isEqualTo("done");
        assertThat(clips.get("/clips/" + id + "?wait=60").json()).isEqualTo(clip);
        assertThat(clips.get("/clips/nobody?wait=60").status()).isEqualTo(404);
    }

    @Test
    void whoWaitsForWhatTakesLongerIsAnsweredAfterThatTime() {
        String later = java.time.Instant.now().plusSeconds(3600).toString();
        String id = clips.ask(CAMERA, later);
        JsonNode clip = clips.get("/clips/" + id + "?wait=1").json();
        assertThat(clip.path("status").asText()).isEqualTo("pending");
        assertThat(clip.path("ready_at").asText())
                .isGreaterThanOrEqualTo(clip.path("end_time").asText());
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
    }

    @Test
    void nobodyWaitsForEver() {
        assertThat(clips.get("/clips/x?wait=61").status()).isEqualTo(422);
        assertThat(clips.get("/clips/x?wait=long").json().at("/detail/0/loc/1").asText())
                .isEqualTo("wait");
    }
}
