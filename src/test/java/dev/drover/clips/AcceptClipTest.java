package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipSite;
import dev.drover.testing.ClipTest;
import dev.drover.testing.HugeSegment;
import dev.drover.testing.JobTable;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AcceptClipTest extends ClipTest {

    @Test
    void anAcceptedClipIsInTheJobTableBeforeItsClientHearsOfIt() {
        String id = clips.ask(CAMERA, MOMENT);
        assertThat(clips.jobs().byKey("clip:" + id)).isPresent();
        clips.awaitDone(id);
    }

    @Test
    void whatIsNotOverYetWaitsForItsEnd() {
        LocalDateTime now = LocalDateTime.now(ZoneId.of(ClipSite.ZONE)).withNano(0);
        clips.record("now", now.minusSeconds(10));
        Instant moment = now.plusSeconds(400).atZone(ZoneId.of(ClipSite.ZONE)).toInstant();
        String id = clips.ask("now", moment.toString(), "\"duration\":600");
        assertThat(clips.clip(id).path("status").asText()).isEqualTo("pending");
        assertThat(Instant.from(java.time.OffsetDateTime.parse(
                        clips.clip(id).path("ready_at").asText())))
                .isAfterOrEqualTo(moment);
        clips.delete("/clips/" + id);
    }

    /** Nobody has begun to make it then: its window is not over. */
    @Test
    void theSegmentsOfAnAcceptedClipMayBeDeleted() throws Exception {
        LocalDateTime now = LocalDateTime.now(ZoneId.of(ClipSite.ZONE)).withNano(0);
        Path segment = clips.record("gone", now.minusSeconds(5));
        String id = clips.ask("gone", now.toString(), "\"before\":4", "\"after\":15");
        Files.delete(segment);
        assertThat(clips.clip(id).path("status").asText())
                .as("all of this took less than 15 s")
                .isEqualTo("pending");
        assertThat(clips.awaitDone(id).path("duration_seconds").asDouble()).isEqualTo(5.0);
    }

    @Test
    void whatWasHeldForAClipThatIsNotAcceptedIsLetGo() throws IOException {
        clips.record("unaccepted", LocalDateTime.parse("2025-09-08T09:00:00"));
        ClipFlow.Answer answer;
        try (JobTable.UnrecordableEnds refused = clips.jobs().refuseClips()) {
            answer = clips.post("/clips", ClipFlow.wanted("unaccepted", "2025-09-08T09:00:02"));
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Internal server error\"}");
        assertThat(clips.log()).contains("A request could not be answered: The job table could not be read or written");
        try (Stream<Path> files = Files.walk(clips.data().resolve(".drover/clips"))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().equals("unaccepted"));
        }
    }

    /** Each of them holds the segments before it knows whether it is first. */
    @Test
    void requestsWithOneKeyAtTheSameTimeAreOneClip() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 10; i++) {
                String key = "at once " + i;
                Callable<ClipFlow.Answer> ask =
                        () -> clips.post("/clips", ClipFlow.wanted(CAMERA, MOMENT), "Idempotency-Key", key);
                Set<String> ids = new HashSet<>();
                for (Future<ClipFlow.Answer> each : clients.invokeAll(Collections.nCopies(8, ask))) {
                    assertThat(each.get().status()).as(each.get().text()).isEqualTo(200);
                    ids.add(each.get().json().path("clip_id").asText());
                }
                assertThat(ids).hasSize(1);
                assertThat(clips.file(clips.awaitDone(ids.iterator().next()))).exists();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** A segment on another file system is copied, and this one is larger than any disk. */
    @Test
    void aFullDiskIsSaidWithWhenToComeBack() throws Exception {
        try (HugeSegment segment = HugeSegment.of(clips, "huge", LocalDateTime.parse("2025-09-06T14:30:00"))) {
            ClipFlow.Answer answer = clips.post("/clips", ClipFlow.wanted("huge", "2025-09-06T14:30:02"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("60");
            assertThat(answer.json().path("detail").asText())
                    .contains("disk")
                    .doesNotContain(clips.data().toString());
            assertThat(clips.log()).contains("No space left on the disk of " + clips.data());
        }
    }
}
