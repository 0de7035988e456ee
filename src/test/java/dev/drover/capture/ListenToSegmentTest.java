package dev.drover.capture;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListenToSegmentTest extends CaptureTest {

    @Test
    void theVolumeIsThatOfFfmpegAndNoTrackIsNoSilence() {
        CaptureFlow.Directory directory = captures.directory();
        Instant begin = Instant.now().minusSeconds(60);
        directory.segment(0, "sine=frequency=440", begin);
        JsonNode verdict = directory.awaitSound(begin.plusSeconds(1), true, true);
        // FFmpeg's sine has an amplitude of 1/8
        assertThat(verdict.path("mean_volume_db").asDouble()).isBetween(-22.5, -20.0);
        assertThat(verdict.path("volume_percentage").asInt()).isBetween(62, 66);
        directory.segment(1, "", begin.plusSeconds(10));
        directory.awaitSound(begin.plusSeconds(11), false, false);
    }
}
