package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PutIntoBucketTest extends CaptureTest {

    @Test
    void aBucketThatIsBusyIsAskedAgain() {
        // The webhook, which is the same server, may take some of them
        captures.webhook().refuse(3);
        CaptureFlow.Directory directory = captures.blackout(Instant.now().minusSeconds(10));
        eventually().until(() -> captures.webhook().stored().keySet().stream()
                .anyMatch(path -> path.contains("/" + directory.device() + "/")));
        assertThat(captures.log()).doesNotContain("Signature=");
    }
}
