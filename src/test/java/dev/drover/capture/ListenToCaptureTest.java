package dev.drover.capture;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListenToCaptureTest extends CaptureTest {

    @Test
    void aFinishedSegmentWithoutSoundIsAnIncidentAndOneWithSoundEndsIt() {
        CaptureFlow.Directory directory = captures.directory();
        Instant begin = Instant.now().minusSeconds(120);
        directory.segment(0, "anullsrc", begin);
        directory.awaitSound(begin.plusSeconds(1), true, false);
        for (int i = 0; i < 3; i++) {
            directory.still(i, CaptureFlow.pictures("testsrc2=s=320x240:r=1", 9).get(i), begin.plusSeconds(20 + i));
        }
        captures.awaitIncident(directory.device(), "audio_loss", "active");
        directory.segment(1, "sine=frequency=440", begin.plusSeconds(30));
        directory.awaitSound(begin.plusSeconds(31), true, true);
        for (int i = 4; i < 7; i++) {
            directory.still(i, CaptureFlow.pictures("testsrc2=s=320x240:r=1", 9).get(i), begin.plusSeconds(40 + i));
        }
        JsonNode over = captures.awaitIncident(directory.device(), "audio_loss", "resolved");
        assertThat(over.path("consecutive_count").asInt()).isGreaterThanOrEqualTo(3);
    }
}
