package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListClipsTest extends ClipTest {

    @Test
    void oneMoreThanIsWantedTellsThatThereAreMore() {
        clips.ask(CAMERA, MOMENT);
        clips.ask(CAMERA, MOMENT);
        assertThat(clips.get("/clips?limit=1").json().path("next_offset").asInt())
                .isEqualTo(1);
    }
}
