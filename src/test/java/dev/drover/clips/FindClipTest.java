package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FindClipTest extends ClipTest {

    @Test
    void aClipIsFoundByItsId() {
        String id = clips.ask(CAMERA, MOMENT);
        assertThat(clips.clip(id).path("clip_id").asText()).isEqualTo(id);
        assertThat(clips.get("/clips/" + id.substring(1)).text()).isEqualTo("{\"detail\":\"Clip not found\"}");
    }
}
