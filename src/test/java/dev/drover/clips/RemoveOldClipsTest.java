package dev.drover.clips;

import java.time.Duration;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveOldClipsTest extends ClipTest {

    @Test
    void aClipGoesSevenDaysAfterItWasDoneAndNotBefore() throws Exception {
        var old = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        var young = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        clips.jobs().endedEarlier("clip:" + old.path("clip_id").asText(), Duration.ofDays(7));
        clips.jobs()
                .endedEarlier(
                        "clip:" + young.path("clip_id").asText(),
                        Duration.ofDays(7).minusMinutes(30));
        eventually()
                .until(() -> clips.get("/clips/" + old.path("clip_id").asText()).status() == 404);
        assertThat(clips.file(old)).doesNotExist();
        assertThat(clips.get("/clips/" + young.path("clip_id").asText()).status())
                .isEqualTo(200);
        assertThat(clips.file(young)).exists();
        assertThat(clips.log())
                .contains("Removing what clips.retention-days does not keep, 1 clip: "
                        + old.path("clip_id").asText() + " of " + CAMERA);
    }
}
