package dev.drover.clips;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FinishClipTest extends ClipTest {

    @Test
    void aClipWhoseEndCouldNotBeRecordedIsMadeAgainAndThereIsOneFile() {
        String id = clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        try (var refused = clips.jobs().refuseEnds("clip:" + id)) {
            clips.jobs().again("clip:" + id);
            // Nobody is at it any more
            JsonNode waiting = eventually().until(() -> clips.clip(id), clip -> !clip.path("error_message")
                    .isNull());
            assertThat(waiting.path("status").asText()).isEqualTo("pending");
            assertThat(waiting.path("error_message").asText()).contains("the disk is full, says the test");
            assertThat(clips.get("/clips?status=processing").text()).doesNotContain(id);
            assertThat(clips.get("/clips?status=pending").text()).contains(id);
        }
        clips.awaitDone(id);
        assertThat(dev.drover.testing.FootageFlow.below(clips.data().resolve("videos")))
                .filteredOn(file -> file.toString().contains(id))
                .hasSize(1);
    }

    @Test
    void aClipThatHasFailedHoldsNothing() throws Exception {
        Path segment = clips.record("failing", LocalDateTime.parse("2025-09-10T09:00:00"));
        JsonNode done = clips.awaitDone(clips.ask("failing", "2025-09-10T09:00:02", "\"duration\":2"));
        String id = done.path("clip_id").asText();
        Path folder = clips.data().resolve(".drover/clips").resolve(id);
        eventually().until(() -> Files.notExists(folder));
        Files.writeString(Files.createDirectories(folder).resolve("part-0.mp4"), "half a clip");
        Files.delete(clips.file(done));
        Files.delete(segment);
        clips.jobs().again("clip:" + id);
        assertThat(clips.awaitEnd(id).path("status").asText()).isEqualTo("failed");
        eventually().untilAsserted(() -> assertThat(folder).doesNotExist());
    }
}
