package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TellIncidentTest extends CaptureTest {

    @Test
    void whoWasToldIsNotToldAgain() {
        CaptureFlow.Directory directory = captures.directory();
        Instant start = Instant.now().minusSeconds(60);
        captures.insert(
                "half-" + directory.name(),
                directory,
                "freeze",
                start,
                "" + start.plusSeconds(9).toEpochMilli(),
                "active");
        eventually().until(() -> !captures.webhook().told(directory.device()).isEmpty());
        // Another one comes after it
        CaptureFlow.Directory other = captures.blackout(Instant.now().minusSeconds(30));
        eventually().until(() -> !captures.webhook().told(other.device()).isEmpty());
        assertThat(captures.webhook().told(directory.device()))
                .extracting(each -> each.path("status").asText())
                .containsExactly("resolved");
    }
}
