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
class LookAtFrameTest extends CaptureTest {

    @Test
    void whatCannotBeWrittenIsDoneAgain() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        // In the way of the verdict
        Path inTheWay = Files.createDirectories(directory.captures().resolve("capture_20261122060000.json/x"));
        directory.still(0, CaptureFlow.black(), Instant.parse("2026-11-22T05:00:00Z"));
        directory.still(1, CaptureFlow.black(), Instant.parse("2026-11-22T05:00:01Z"));
        eventually().until(() -> captures.log().contains("capture_20261122060000.json"));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        directory.awaitVerdicts(2);
        eventually().until(() -> captures.log().contains(directory.name() + " is watched again"));
    }
}
