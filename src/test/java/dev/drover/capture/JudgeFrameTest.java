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
class JudgeFrameTest extends CaptureTest {

    @Test
    void whatMovesIsNotFrozenAndWhatIsBlackIsNotFrozenEither() {
        CaptureFlow.Directory directory = captures.directory();
        Instant begin = Instant.parse("2026-11-22T05:00:00Z");
        List<Path> moving = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 3);
        Path black = CaptureFlow.black();
        for (int i = 0; i < 3; i++) {
            directory.still(i, moving.get(i), begin.plusSeconds(i));
            directory.still(10 + i, black, begin.plusSeconds(10 + i));
        }
        List<JsonNode> verdicts = directory.awaitVerdicts(6);
        assertThat(verdicts).noneMatch(verdict -> verdict.path("freeze").asBoolean());
        assertThat(verdicts)
                .extracting(verdict -> verdict.path("blackscreen").asBoolean())
                .containsExactly(false, false, false, true, true, true);
    }
}
