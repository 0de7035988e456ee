package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DropClipTest extends ClipTest {

    @Test
    void theFilesOfAClipGoWithIt() {
        var clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        clips.delete("/clips/" + clip.path("clip_id").asText());
        assertThat(clips.file(clip)).doesNotExist();
    }
}
