package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class MeasureVolumeTest extends CaptureTest {

    @Test
    void whatIsHeardOnceIsNotHeardAgain() {
        CaptureFlow.Directory directory = captures.directory();
        Instant begin = Instant.now().minusSeconds(60);
        directory.segment(0, "sine=frequency=440:sample_rate=48000,volume=0.002", begin);
        assertThat(directory
                        .awaitSound(begin.plusSeconds(1), true, false)
                        .path("mean_volume_db")
                        .asDouble())
                .as("softer than -57 dB is silence")
                .isBetween(-80.0, -57.0);
    }
}
