package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class IncidentResolvedTest extends CaptureTest {

    @Test
    void itIsInTheLog() {
        Instant start = Instant.parse("2026-11-22T05:00:00Z");
        CaptureFlow.Directory directory = captures.blackout(start);
        for (int i = 3; i < 6; i++) {
            directory.still(i, CaptureFlow.pictures("testsrc2=s=320x240:r=1", 6).get(i), start.plusSeconds(i));
        }
        eventually().until(() -> captures.log()
                .contains("Incident: blackscreen of " + directory.device()
                        + " is over, from 2026-11-22T05:00:00Z to 2026-11-22T05:00:03Z (3 times seen)"));
    }
}
