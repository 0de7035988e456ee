package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class TellIncidentsTest extends CaptureTest {

    @Test
    void whatNobodyWasToldOfBeforeTheStartIsTold() {
        CaptureFlow.Directory directory = captures.directory();
        Instant start = Instant.now().minusSeconds(60);
        captures.insert(
                "untold-" + directory.name(),
                directory,
                "freeze",
                start,
                "" + start.plusSeconds(9).toEpochMilli(),
                "");
        eventually().until(() -> captures.webhook().told(directory.device()).size() == 2);
    }
}
