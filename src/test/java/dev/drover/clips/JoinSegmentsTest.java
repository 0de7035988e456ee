package dev.drover.clips;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class JoinSegmentsTest extends ClipTest {

    /** Three steps, one for each group of segments that are alike and one for both; a fourth would be an error. */
    @Test
    void segmentsThatDifferBecomeOneFile() throws IOException {
        clips.record("differing", LocalDateTime.parse("2025-08-04T10:00:00"));
        FfmpegMedia.run(
                clips.source().resolve("differing"),
                List.of("-v", "error", "-f", "lavfi", "-i", "testsrc=s=320x240:r=25:d=5", "2025-08-04_10-00-05.ts"));
        JsonNode clip = clips.awaitDone(clips.ask("differing", "2025-08-04T10:00:05", "\"before\":4", "\"after\":4"));
        assertThat(ClipFlow.seconds(clips.file(clip))).isBetween(9.9, 10.1);
        assertThat(clips.log()).doesNotContain("This clip is made");
    }
}
