package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static org.assertj.core.api.Assertions.assertThat;

/** {@link ClipPlansTest} and {@link SegmentIndexTest} say which segments are found. */
@QuarkusTest
class FindSegmentsTest extends ClipTest {

    @Test
    void theExampleOfThePredecessorIsTwentySeconds() {
        JsonNode clip = clips.awaitDone(clips.ask(ClipFlow.CAMERA, ClipFlow.MOMENT, "\"duration\":20"));
        assertThat(clip.path("start_time").asText()).startsWith("2025-09-06T14:30:00");
        assertThat(clip.path("end_time").asText()).startsWith("2025-09-06T14:30:20");
        assertThat(ClipFlow.seconds(clips.file(clip))).isEqualTo(20.0);
    }

    @Test
    void aCameraOfASecondAgoIsKnown() {
        LocalDateTime start = LocalDateTime.parse("2025-08-01T10:00:00");
        clips.record("just-now", start);
        JsonNode clip = clips.awaitDone(clips.ask("just-now", "2025-08-01T10:00:02", "\"before\":1", "\"after\":1"));
        assertThat(clip.path("missing").isEmpty()).isTrue();
    }

    @Test
    void aBrokenSegmentIsNamed() throws IOException {
        LocalDateTime start = LocalDateTime.parse("2025-08-02T10:00:00");
        clips.record("spoilt", start);
        Path broken = clips.record("spoilt", start.plusSeconds(5));
        clips.record("spoilt", start.plusSeconds(10));
        Files.write(broken, new byte[0]);
        JsonNode clip = clips.awaitDone(clips.ask("spoilt", "2025-08-02T10:00:05", "\"before\":5", "\"after\":10"));
        assertThat(ClipFlow.seconds(clips.file(clip))).isEqualTo(10.0);
        assertThat(clip.path("duration_seconds").asDouble()).isEqualTo(10.0);
        assertThat(Files.readString(annotation(clip)))
                .contains("\"duration_seconds\" : 10.0")
                .contains("\"missing_seconds\" : 5.0");
    }

    private Path annotation(JsonNode clip) {
        return clips.data()
                .resolve("annotations")
                .resolve(clips.file(clip).getFileName().toString().replace(".mp4", ".json"));
    }
}
