package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class IncidentRaisedTest extends CaptureTest {

    @Test
    void itIsInTheLog() {
        CaptureFlow.Directory directory = captures.blackout(Instant.parse("2026-11-22T05:00:00Z"));
        eventually().until(() -> captures.log()
                .contains("Incident: blackscreen of " + directory.device() + " since 2026-11-22T05:00:00Z"));
    }
}
