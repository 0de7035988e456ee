package dev.drover.capture;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureSite;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RecordIncidentTest extends CaptureTest {

    @Test
    void anIncidentHasTheTimesOfItsPicturesAndIsMirroredInAFile() {
        CaptureFlow.Directory directory = captures.directory();
        List<Path> moving = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 8);
        Path black = CaptureFlow.black();
        Instant begin = Instant.parse("2026-11-22T05:00:00.250Z");
        directory.still(0, moving.get(0), begin);
        for (int i = 1; i < 4; i++) {
            directory.still(i, black, begin.plusSeconds(i));
        }
        JsonNode raised = captures.awaitIncident(directory.device(), "blackscreen", "active");
        assertThat(raised.path("host_name").asText()).isEqualTo(CaptureSite.HOST);
        assertThat(raised.path("start_time").asText()).isEqualTo("2026-11-22T05:00:01.250+00:00");
        assertThat(raised.path("end_time").isNull()).isTrue();
        assertThat(raised.path("metadata").path("filename").asText()).isEqualTo("capture_20261122060001.jpg");
        Path mirror = directory.path().resolve("incidents.json");
        JsonNode active = eventually()
                .until(() -> CaptureFlow.json(mirror), file -> file.path("active_incidents")
                        .has("blackscreen"))
                .path("active_incidents")
                .path("blackscreen");
        assertThat(active.path("alert_id")).isEqualTo(raised.path("id"));

        for (int i = 4; i < 7; i++) {
            directory.still(i, moving.get(i), begin.plusSeconds(i));
        }
        JsonNode over = captures.awaitIncident(directory.device(), "blackscreen", "resolved");
        assertThat(over.path("id")).isEqualTo(raised.path("id"));
        assertThat(over.path("end_time").asText()).isEqualTo("2026-11-22T05:00:04.250+00:00");
        assertThat(over.path("consecutive_count").asInt()).isEqualTo(3);
        eventually()
                .until(() -> CaptureFlow.json(mirror).path("active_incidents").isEmpty());
        assertThat(captures.alerts("getAllAlerts?device_id=" + directory.device())
                        .json()
                        .path("count")
                        .asInt())
                .as("black is not also frozen")
                .isEqualTo(1);
    }

    @Test
    void whatLastsTooShortIsNoIncident() {
        CaptureFlow.Directory directory = captures.directory();
        List<Path> moving = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 6);
        Instant begin = Instant.parse("2026-11-22T05:00:00Z");
        for (int i = 0; i < 6; i++) {
            directory.still(i, i == 2 ? CaptureFlow.black() : moving.get(i), begin.plusSeconds(i));
        }
        directory.awaitVerdicts(6);
        assertThat(captures.alerts("getAllAlerts?device_id=" + directory.device())
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }
}
