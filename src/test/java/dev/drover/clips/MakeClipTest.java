package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class MakeClipTest extends ClipTest {

    @Test
    void aClipIsMadeAndItsRowSaysWhere() {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        assertThat(clips.file(clip)).isRegularFile();
        assertThat(clips.jobs()
                        .byKey("clip:" + clip.path("clip_id").asText())
                        .orElseThrow()
                        .result())
                .isEqualTo(clip.path("download_url").asText().substring(1));
    }
}
