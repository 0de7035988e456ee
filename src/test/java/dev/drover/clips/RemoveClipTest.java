package dev.drover.clips;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
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
    void ffmpegIsEndedWithItsClip() throws IOException {
        clips.recordMinute("removed", LocalDateTime.parse("2025-08-05T10:00:00"));
        String id = clips.ask("removed", "2025-08-05T10:00:30", "\"duration\":40", "\"cut\":\"exact\"");
        ProcessHandle ffmpeg = ClipFlow.ffmpegOf(id);
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
        eventually().until(() -> !ffmpeg.isAlive());
        eventually().until(() -> clips.jobs().byKey("clip:" + id).isEmpty());
        eventually().untilAsserted(() -> assertThat(FootageFlow.below(clips.data()))
                .noneMatch(file -> file.toString().contains(id)));
        // Nobody has let it go on to its end
        assertThat(clips.log().lines()).noneMatch(line -> line.contains("Written: ") && line.contains(id));
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
