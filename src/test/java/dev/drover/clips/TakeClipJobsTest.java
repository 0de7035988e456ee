package dev.drover.clips;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TakeClipJobsTest extends ClipTest {

    @Test
    void fiftyAtOnceAreAllDoneAndHealthIsToldAllTheWhile() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> clips.ask(CAMERA, MOMENT, "\"duration\":10")));
        }
        List<String> ids = asked.stream().map(CompletableFuture::join).toList();
        assertThat(ids).doesNotHaveDuplicates();
        while (clips.get("/clips?status=pending&limit=500").json().path("clips").size() > 0) {
            assertThat(clips.get("/health").status()).isEqualTo(200);
        }
        for (String id : ids) {
            assertThat(clips.awaitDone(id).path("start_time").asText()).isEqualTo("2025-09-06T14:30:07.500+02:00");
        }
    }

    @Test
    void noCameraWaitsForAllClipsOfAnother() {
        clips.record("other cam", java.time.LocalDateTime.parse("2025-09-06T14:30:10"));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(clips.ask(CAMERA, MOMENT));
        }
        JsonNode other = clips.awaitDone(clips.ask("other cam", "2025-09-06T14:30:12", "\"duration\":2"));
        long before = many.stream()
                .map(clips::awaitDone)
                .filter(clip -> clip.path("completed_at")
                                .asText()
                                .compareTo(other.path("completed_at").asText())
                        > 0)
                .count();
        assertThat(before)
                .as("clips that were asked for before and done after it")
                .isPositive();
    }
}
