package dev.drover.clips;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.ClipFlow.wanted;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** That the queue is full is shown by {@code ClipCommandIT}. */
@QuarkusTest
class RefuseClipTest extends ClipTest {

    /** Whoever is at it removes it when it has stopped. */
    @Test
    void aKeyWhoseClipIsBeingDeletedIsFreeAgainLater() {
        String key = UUID.randomUUID().toString();
        String first = ask(key).json().path("clip_id").asText();
        clips.awaitDone(first);
        clips.jobs().beingDeleted("clip:" + first);
        ClipFlow.Answer answer = ask(key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.text()).contains("is being deleted");
        clips.jobs().removedHalfway("clip:" + first);
        eventually().until(() -> clips.jobs().byKey("clip:" + first).isEmpty());
        assertThat(ask(key).status()).isEqualTo(200);
    }

    private ClipFlow.Answer ask(String key) {
        return clips.post("/clips", wanted(CAMERA, MOMENT), "Idempotency-Key", key);
    }
}
