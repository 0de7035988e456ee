package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RecallIncidentsTest extends CaptureTest {

    @Test
    void whatWasOpenBeforeTheStartGoesOnAndIsNotDoubled() {
        CaptureFlow.Directory directory = captures.hidden();
        Instant start = Instant.parse("2026-11-22T04:00:00Z");
        captures.insert("open-" + directory.name(), directory, "blackscreen", start, "null", "active");
        directory.appear();
        Instant later = Instant.parse("2026-11-22T05:00:00Z");
        for (int i = 0; i < 3; i++) {
            directory.still(i, CaptureFlow.black(), later.plusSeconds(i));
        }
        for (int i = 3; i < 6; i++) {
            directory.still(i, CaptureFlow.pictures("testsrc2=s=320x240:r=1", 6).get(i), later.plusSeconds(i));
        }
        var over = captures.awaitIncident(directory.device(), "blackscreen", "resolved");
        assertThat(over.path("id").asText()).isEqualTo("open-" + directory.name());
        assertThat(over.path("start_time").asText()).isEqualTo("2026-11-22T04:00:00.000+00:00");
        assertThat(over.path("end_time").asText()).isEqualTo("2026-11-22T05:00:03.000+00:00");
        assertThat(captures.alerts("getActiveAlerts?device_id=" + directory.device())
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }
}
