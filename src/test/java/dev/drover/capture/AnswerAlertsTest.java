package dev.drover.capture;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureSite;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerAlertsTest extends CaptureTest {

    @Test
    void ofEachTypeAndStatusTheNewestIsTold() {
        CaptureFlow.Directory directory = captures.directory();
        Instant now = Instant.now();
        String query = "?host_name=" + CaptureSite.HOST + "&device_id=" + directory.device();
        captures.insert(
                "a-" + directory.name(),
                directory,
                "freeze",
                now.minusSeconds(90),
                "" + now.minusSeconds(80).toEpochMilli(),
                "resolved");
        captures.insert(
                "b-" + directory.name(),
                directory,
                "freeze",
                now.minusSeconds(70),
                "" + now.minusSeconds(60).toEpochMilli(),
                "resolved");
        captures.insert("c-" + directory.name(), directory, "freeze", now.minusSeconds(50), "null", "active");
        captures.insert("d-" + directory.name(), directory, "audio_loss", now.minusSeconds(40), "null", "active");
        JsonNode all = captures.alerts("getAllAlerts" + query).json();
        assertThat(all.path("success").asBoolean()).isTrue();
        assertThat(all.path("count").asInt()).isEqualTo(3);
        assertThat(ids(all, directory)).containsExactly("d", "c", "b");
        assertThat(ids(captures.alerts("getActiveAlerts" + query).json(), directory))
                .containsExactly("d", "c");
        assertThat(ids(captures.alerts("getClosedAlerts" + query).json(), directory))
                .containsExactly("b");
        assertThat(ids(captures.alerts("getAllAlerts" + query + "&limit=1").json(), directory))
                .containsExactly("d");
        assertThat(ids(
                        captures.alerts("getAllAlerts" + query + "&incident_type=freeze&limit=x")
                                .json(),
                        directory))
                .containsExactly("c", "b");
        assertThat(captures.alerts("getAllAlerts?host_name=other&device_id=" + directory.device())
                        .json()
                        .path("alerts"))
                .isEmpty();
    }

    private static java.util.List<String> ids(JsonNode answer, CaptureFlow.Directory directory) {
        return java.util.stream.StreamSupport.stream(answer.path("alerts").spliterator(), false)
                .map(alert -> alert.path("id").asText().replace("-" + directory.name(), ""))
                .toList();
    }
}
