package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ForgetClipTest extends ClipTest {

    @Test
    void aClipThatWasDeletedWhileItWasMadeIsForgotten() {
        String id = clips.ask(CAMERA, MOMENT);
        clips.jobs().remove("clip:" + id);
        clips.awaitDone(clips.ask(CAMERA, MOMENT));
        eventually().untilAsserted(() -> assertThat(
                        dev.drover.testing.FootageFlow.below(clips.data().resolve("videos")))
                .noneMatch(file -> file.toString().contains(id)));
    }
}
