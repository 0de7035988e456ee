package dev.drover.clips;

import java.time.LocalDateTime;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
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

    /** As the system does where memory is short. */
    @Test
    void ffmpegThatIsKilledIsStartedAgain() {
        clips.recordMinute("killed", LocalDateTime.parse("2025-08-05T10:00:00"));
        String id = clips.ask("killed", "2025-08-05T10:00:30", "\"duration\":40", "\"cut\":\"exact\"");
        ProcessHandle first = ClipFlow.ffmpegOf(id);
        first.destroyForcibly();
        assertThat(ClipFlow.ffmpegOf(id).pid()).isNotEqualTo(first.pid());
        JsonNode clip = clips.awaitDone(id);
        assertThat(ClipFlow.seconds(clips.file(clip))).isBetween(39.9, 40.1);
    }

    @Test
    void aClipWhoseFfmpegIsAlwaysKilledFailsWithWords() {
        clips.recordMinute("always killed", LocalDateTime.parse("2025-08-05T10:00:00"));
        String id = clips.ask("always killed", "2025-08-05T10:00:30", "\"duration\":40", "\"cut\":\"exact\"");
        JsonNode clip = eventually()
                .until(
                        () -> {
                            ClipFlow.runningFfmpegOf(id).ifPresent(ProcessHandle::destroyForcibly);
                            return clips.clip(id);
                        },
                        each -> each.path("status").asText().matches("done|failed"));
        assertThat(clip.path("status").asText()).isEqualTo("failed");
        assertThat(clip.path("error_message").asText()).contains("FFmpeg failed (137)");
    }
}
