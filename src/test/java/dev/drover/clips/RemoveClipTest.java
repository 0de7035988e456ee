package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveClipTest extends ClipTest {

    @Test
    void aClipThatIsBeingMadeLeavesNothingBehind() {
        for (int i = 0; i < 20; i++) {
            String id = clips.ask(CAMERA, MOMENT);
            assertThat(clips.delete("/clips/" + id).status()).isEqualTo(204);
            assertThat(clips.get("/clips/" + id).status()).isEqualTo(404);
        }
        clips.awaitDone(clips.ask(CAMERA, MOMENT));
        eventually().until(() -> clips.get("/clips?status=processing")
                .json()
                .path("clips")
                .isEmpty());
        java.util.List<String> known = clips.get("/clips?limit=500").json().findValuesAsText("download_url");
        eventually().untilAsserted(() -> assertThat(
                        dev.drover.testing.FootageFlow.below(clips.data().resolve("videos")))
                .filteredOn(file -> file.getFileName().toString().startsWith("cam1_"))
                .allMatch(file -> known.contains("/videos/" + file.getFileName())));
    }
}
