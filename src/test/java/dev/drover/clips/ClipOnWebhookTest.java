package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.ClipFlow.wanted;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ClipOnWebhookTest extends ClipTest {

    @Test
    void whoCallsHasAClipMade() {
        ClipFlow.Answer answer = clips.post("/hooks/clip", wanted(CAMERA, MOMENT));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        clips.awaitDone(answer.json().path("clip_id").asText());
        assertThat(clips.post("/hooks/clip", "{}").status()).isEqualTo(422);
    }

    /** One line asks for the clip; what must be known of it is in request-clip, and not said again. */
    @Test
    void oneLineAsksForTheClip() throws IOException {
        assertThat(Files.readString(Path.of("routes/clips/clip-on-webhook.camel.yaml")))
                .containsOnlyOnce("uri: direct:request-clip")
                .doesNotContain("ref: clipRequests");
    }
}
