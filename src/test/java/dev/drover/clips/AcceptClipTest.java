package dev.drover.clips;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipSite;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AcceptClipTest extends ClipTest {

    @Test
    void anAcceptedClipIsInTheJobTableBeforeItsClientHearsOfIt() {
        String id = clips.ask(CAMERA, MOMENT);
        assertThat(clips.jobs().byKey("clip:" + id)).isPresent();
        clips.awaitDone(id);
    }

    @Test
    void whatIsNotOverYetWaitsForItsEnd() {
        LocalDateTime now = LocalDateTime.now(ZoneId.of(ClipSite.ZONE)).withNano(0);
        clips.record("now", now.minusSeconds(10));
        Instant moment = now.plusSeconds(400).atZone(ZoneId.of(ClipSite.ZONE)).toInstant();
        String id = clips.ask("now", moment.toString(), "\"duration\":600");
        assertThat(clips.clip(id).path("status").asText()).isEqualTo("pending");
        assertThat(Instant.from(java.time.OffsetDateTime.parse(
                        clips.clip(id).path("ready_at").asText())))
                .isAfterOrEqualTo(moment);
        clips.delete("/clips/" + id);
    }

    @Test
    void theSegmentsOfAnAcceptedClipMayBeDeleted() throws Exception {
        java.nio.file.Path segment = clips.record("gone", LocalDateTime.parse("2025-09-08T08:00:00"));
        String id = clips.ask("gone", "2025-09-08T08:00:02", "\"duration\":1");
        java.nio.file.Files.delete(segment);
        assertThat(clips.awaitDone(id).path("duration_seconds").asDouble()).isEqualTo(5.0);
    }
}
