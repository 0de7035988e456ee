package dev.drover.capture;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnalyzeFrameTest extends CaptureTest {

    @Test
    void theVerdictHasTheFieldsThatProgramsKnow() {
        CaptureFlow.Directory directory = captures.directory();
        Path same = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 1).get(0);
        Instant begin = Instant.parse("2026-11-22T05:00:00.500Z");
        for (int i = 0; i < 3; i++) {
            directory.still(i, same, begin.plusSeconds(i));
        }
        directory.still(3, CaptureFlow.black(), begin.plusSeconds(3));
        List<JsonNode> verdicts = directory.awaitVerdicts(4);
        JsonNode frozen = verdicts.get(2);
        assertThat(frozen.path("timestamp").asText()).isEqualTo("2026-11-22T06:00:02.500");
        assertThat(frozen.path("filename").asText()).isEqualTo("capture_20261122060002.jpg");
        assertThat(frozen.path("thumbnail").asText()).isEqualTo("capture_20261122060002_thumbnail.jpg");
        assertThat(frozen.path("freeze").asBoolean()).isTrue();
        assertThat(frozen.path("freeze_diffs")).hasSize(3).allMatch(each -> each.asDouble() == 0);
        assertThat(frozen.path("last_3_filenames"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        directory
                                .captures()
                                .resolve("capture_20261122060000.jpg")
                                .toString(),
                        directory
                                .captures()
                                .resolve("capture_20261122060001.jpg")
                                .toString(),
                        directory
                                .captures()
                                .resolve("capture_20261122060002.jpg")
                                .toString());
        assertThat(frozen.path("blackscreen").asBoolean()).isFalse();
        assertThat(frozen.path("audio").isNull())
                .as("nobody has heard anything")
                .isTrue();
        assertThat(verdicts.get(0).path("freeze_diffs")).isEmpty();
        JsonNode black = verdicts.get(3);
        assertThat(black.path("blackscreen").asBoolean()).isTrue();
        assertThat(black.path("blackscreen_percentage").asDouble()).isEqualTo(100);
        assertThat(black.path("freeze").asBoolean()).isFalse();
    }
}
