package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SendToWebhookTest extends CaptureTest {

    @Test
    void oneThatCannotTakeItIsAskedAgain() {
        captures.webhook().refuse(1);
        CaptureFlow.Directory directory = captures.blackout(Instant.now().minusSeconds(10));
        eventually().until(() -> !captures.webhook().told(directory.device()).isEmpty());
        assertThat(captures.log()).contains("It could not be told: ");
    }
}
