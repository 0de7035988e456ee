package dev.drover.clips;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveClipTest extends ClipTest {

    @Test
    void aClipThatIsBeingMadeLeavesNothingBehind() {
        List<String> removed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = clips.ask(CAMERA, MOMENT);
            assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
            assertThat(clips.get("/clips/" + id).status()).isEqualTo(404);
            removed.add(id);
        }
        clips.awaitDone(clips.ask(CAMERA, MOMENT));
        eventually().untilAsserted(() -> assertThat(FootageFlow.below(clips.data()))
                .noneMatch(file -> removed.stream().anyMatch(file.toString()::contains)));
    }

    @Test
    void ffmpegIsEndedWithItsClip() {
        String id = clips.ask(CAMERA, MOMENT, "\"cut\":\"exact\"");
        eventually().until(() -> clips.clip(id).path("status").asText().matches("processing|done"));
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
        eventually().untilAsserted(() -> assertThat(FootageFlow.below(clips.data()))
                .noneMatch(file -> file.toString().contains(id)));
        eventually().until(() -> clips.jobs().byKey("clip:" + id).isEmpty());
    }

    @Test
    void whatACrashHasLeftOfARemovalIsRemoved() {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        String id = clip.path("clip_id").asText();
        clips.jobs().removedHalfway("clip:" + id);
        assertThat(clips.get("/clips/" + id).status()).isEqualTo(404);
        assertThat(clips.get("/clips?limit=500").text()).doesNotContain(id);
        eventually().until(() -> clips.jobs().byKey("clip:" + id).isEmpty());
        assertThat(FootageFlow.below(clips.data()))
                .noneMatch(file -> file.toString().contains(id));
    }
}
