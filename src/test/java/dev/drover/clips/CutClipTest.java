package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link ClipCutsTest} says what each cut is of each container, and what becomes of faults. */
@QuarkusTest
class CutClipTest extends ClipTest {

    @Test
    void aCutIsAsCloseAsWasAsked() {
        JsonNode whole = clips.awaitDone(clips.ask(CAMERA, MOMENT, "\"before\":2.5", "\"after\":2.5"));
        JsonNode fast =
                clips.awaitDone(clips.ask(CAMERA, MOMENT, "\"before\":2.5", "\"after\":2.5", "\"cut\":\"fast\""));
        JsonNode exact =
                clips.awaitDone(clips.ask(CAMERA, MOMENT, "\"before\":2.5", "\"after\":2.5", "\"cut\":\"exact\""));
        assertThat(ClipFlow.seconds(clips.file(whole))).isEqualTo(10.0);
        // A key frame each second
        assertThat(ClipFlow.seconds(clips.file(fast))).isBetween(5.4, 5.6);
        assertThat(ClipFlow.seconds(clips.file(exact))).isBetween(4.95, 5.05);
    }
}
