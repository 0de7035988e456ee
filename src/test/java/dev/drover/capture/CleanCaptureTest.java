package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class CleanCaptureTest extends CaptureTest {

    @Test
    void eachDirectoryIsCleanedByItself() throws Exception {
        CaptureFlow.Directory directory = captures.hidden();
        Path segment = directory.old("segment_007.ts", Instant.now().minus(java.time.Duration.ofDays(4000)));
        directory.appear();
        eventually().until(() -> !Files.exists(directory.now(segment)));
        eventually().until(() -> captures.log()
                .contains("Removed what is not kept any longer: 1 file of " + directory.name()));
    }
}
