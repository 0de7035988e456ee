package dev.drover.capture;

import java.time.Duration;
import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveOldIncidentsTest extends CaptureTest {

    @Test
    void whatIsOverForLongIsForgottenAndWhatLastsIsNot() {
        CaptureFlow.Directory directory = captures.hidden();
        Instant old = Instant.now().minus(Duration.ofDays(9001));
        captures.insert(
                "x-" + directory.name(),
                directory,
                "freeze",
                old,
                "" + old.plusSeconds(9).toEpochMilli(),
                "resolved");
        CaptureFlow.Directory there = captures.directory();
        captures.insert("y-" + there.name(), there, "blackscreen", old, "null", "active");
        eventually().until(() -> captures.alerts("getClosedAlerts?device_id=" + directory.device())
                .json()
                .path("alerts")
                .isEmpty());
        assertThat(captures.alerts("getActiveAlerts?device_id=" + there.device())
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatLastsOfADirectoryThatIsGoneIsOver() {
        CaptureFlow.Directory gone = captures.hidden();
        Instant seen = Instant.now().minus(Duration.ofMinutes(11));
        captures.insert("z-" + gone.name(), gone, "freeze", seen, "null", "active");
        assertThat(captures.awaitIncident(gone.device(), "freeze", "resolved")
                        .path("id")
                        .asText())
                .isEqualTo("z-" + gone.name());
    }
}
