package dev.drover.capture;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureSite;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class ClipIncidentTest extends CaptureTest {

    @Test
    void theSecondsAroundItsBeginBecomeAClip() {
        Instant start = Instant.parse("2026-11-22T05:00:00Z");
        CaptureFlow.Directory directory = captures.directory();
        LocalDateTime first =
                LocalDateTime.ofInstant(start, ZoneId.of(CaptureSite.ZONE)).minusSeconds(20);
        for (int i = 0; i < 7; i++) {
            captures.clips().record(directory.device(), first.plusSeconds(5L * i));
        }
        for (int i = 0; i < 3; i++) {
            directory.still(i, CaptureFlow.black(), start.plusSeconds(i));
        }
        eventually().until(() -> captures.clips()
                .get("/clips?camera_id=" + directory.device())
                .json()
                .path("clips")
                .path(0)
                .path("status")
                .asText()
                .equals("done"));
    }

    @Test
    void whereNothingIsRecordedTheIncidentIsToldAllTheSame() {
        CaptureFlow.Directory directory = captures.blackout(Instant.parse("2026-11-22T05:00:00Z"));
        eventually().until(() -> captures.webhook().told(directory.device()).size() == 1);
        eventually().until(() -> captures.log().contains("No clip of the incident "));
    }
}
