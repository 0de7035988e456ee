package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FinishClipTest extends ClipTest {

    @Test
    void aClipWhoseEndCouldNotBeRecordedIsMadeAgainAndThereIsOneFile() {
        String id = clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        try (var refused = clips.jobs().refuseEnds("clip:" + id)) {
            clips.jobs().again("clip:" + id);
            eventually().until(() -> clips.clip(id).path("status").asText().equals("processing"));
        }
        clips.awaitDone(id);
        assertThat(dev.drover.testing.FootageFlow.below(clips.data().resolve("videos")))
                .filteredOn(file -> file.toString().contains(id))
                .hasSize(1);
    }
}
