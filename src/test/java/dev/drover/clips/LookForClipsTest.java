package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class LookForClipsTest extends ClipTest {

    @Test
    void aClipThatSomebodyElseHasPutIntoTheTableIsMade() {
        String id = clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        clips.jobs().again("clip:" + id);
        eventually().until(() -> clips.jobs().byKey("clip:" + id).orElseThrow().attempts() > 1);
        clips.awaitDone(id);
    }
}
