package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class HoldSegmentsTest extends ClipTest {

    @Test
    void whatWasAcceptedNeedsTheRecordersFileNoMore() throws IOException {
        Path segment = clips.record("deleted", LocalDateTime.parse("2025-08-03T10:00:00"));
        String id = clips.ask("deleted", "2025-08-03T10:00:02", "\"before\":1", "\"after\":1");
        Files.delete(segment);
        JsonNode clip = clips.awaitDone(id);
        assertThat(ClipFlow.seconds(clips.file(clip))).isEqualTo(5.0);
        eventually().untilAsserted(() -> assertThat(
                        clips.data().resolve(".drover/clips").resolve(id))
                .doesNotExist());
    }
}
