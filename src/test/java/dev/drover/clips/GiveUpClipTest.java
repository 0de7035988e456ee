package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class GiveUpClipTest extends ClipTest {

    @Test
    void aRowThatCannotBeReadFailsAndAllOthersGoOn() {
        String id = clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        clips.jobs().damage("clip:" + id);
        eventually().until(() -> clips.clip(id).path("status").asText().equals("failed"));
        assertThat(clips.clip(id).path("error_message").asText()).contains("cannot be read");
        clips.awaitDone(clips.ask(CAMERA, MOMENT));
        assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
    }
}
