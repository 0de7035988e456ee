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
class LookForCapturesTest extends CaptureTest {

    @Test
    void oneThatAppearsIsWatchedAndOneThatGoesIsNot() throws Exception {
        CaptureFlow.Directory directory = captures.hidden();
        directory.still(1, CaptureFlow.black(), Instant.now());
        directory.appear();
        directory.awaitVerdicts(1);
        Path away = captures.data().resolve("away-" + directory.name());
        Files.move(directory.path(), away);
        eventually().until(() -> captures.log().contains(directory.name() + " is gone and no longer watched"));
        Files.move(away, directory.path());
        directory.still(2, CaptureFlow.black(), Instant.now());
        directory.awaitVerdicts(2);
    }

    @Test
    void oneThatIsNoneDisturbsNoOther() throws Exception {
        Files.writeString(captures.stream().resolve("capture99"), "a file");
        Files.createSymbolicLink(captures.stream().resolve("capture98"), Path.of("nowhere"));
        CaptureFlow.Directory directory = captures.directory();
        directory.still(1, CaptureFlow.black(), Instant.now());
        directory.awaitVerdicts(1);
    }
}
