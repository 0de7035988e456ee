package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DropClipFilesTest extends ClipTest {

    @Test
    void nothingIsLeftOfADeletedClip() {
        String id = clips.ask(CAMERA, MOMENT);
        JsonNode clip = clips.awaitDone(id);
        String name = clips.file(clip).getFileName().toString().replace(".mp4", "");
        clips.delete("/clips/" + id);
        eventually().untilAsserted(() -> assertThat(clips.file(clip)).doesNotExist());
        for (String form : new String[] {".json", ".yaml", ".txt"}) {
            eventually().untilAsserted(() -> assertThat(clips.data().resolve("annotations/" + name + form))
                    .doesNotExist());
        }
    }
}
