package dev.drover.capture;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostIncidentTest extends CaptureTest {

    @Test
    void aWebhookIsToldAllOfIt() {
        CaptureFlow.Directory directory = captures.blackout(Instant.parse("2026-11-22T05:00:00Z"));
        JsonNode told = eventually()
                .until(() -> captures.webhook().told(directory.device()), all -> !all.isEmpty())
                .get(0);
        assertThat(told.path("incident_type").asText()).isEqualTo("blackscreen");
        assertThat(told.path("status").asText()).isEqualTo("active");
        assertThat(told.path("metadata").path("blackscreen").asBoolean()).isTrue();
    }
}
