package dev.drover.clips;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;
import dev.drover.testing.JobTable;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TakeClipJobsTest extends ClipTest {

    @Test
    void fiftyAtOnceAreAllDoneAndHealthIsToldAllTheWhile() {
        // The common pool asks as many at once as there are cores
        ExecutorService clients = Executors.newFixedThreadPool(50);
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> clips.ask(CAMERA, MOMENT, "\"duration\":10"), clients));
        }
        List<Long> took = new ArrayList<>();
        long start = System.nanoTime();
        while (asked.stream().anyMatch(each -> !each.isDone()) || unfinished()) {
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                assertThat(clips.get("/health").status()).isEqualTo(200);
                took.add(System.nanoTime() - begin);
            }
        }
        long whole = System.nanoTime() - start;
        clients.shutdown();
        took.sort(null);
        // Of what all clips take, however fast the machine is: who waited for them would wait for most of it
        assertThat(took.get(took.size() * 99 / 100))
                .as("p99 of /health, %d times", took.size())
                .isLessThan(whole / 4);
        List<String> ids = asked.stream().map(CompletableFuture::join).toList();
        assertThat(ids).doesNotHaveDuplicates();
        for (String id : ids) {
            assertThat(clips.awaitDone(id).path("start_time").asText()).isEqualTo("2025-09-06T14:30:07.500+02:00");
        }
    }

    @Test
    void claimsThatFailAllTheTimeAreToldOnce() throws IOException {
        String before = clips.log();
        List<String> ids = new ArrayList<>();
        try (JobTable.UnrecordableEnds broken = clips.jobs().refuseClaimsOfClips()) {
            // Each of them is looked for at once, and then all the time
            for (int i = 0; i < 5; i++) {
                ids.add(clips.ask(CAMERA, MOMENT));
                eventually().until(() -> said(before).contains("no clip may be claimed"));
                String id = ids.get(i);
                JsonNode waiting = eventually().until(() -> clips.clip(id), clip -> !clip.path("error_message")
                        .isNull());
                assertThat(waiting.path("status").asText()).isEqualTo("pending");
                assertThat(waiting.path("error_message").asText()).contains("no clip may be claimed");
            }
        }
        ids.forEach(clips::awaitDone);
        eventually().until(() -> said(before).contains("Jobs are taken again"));
        assertThat(said(before).lines().filter(line -> line.contains("ERROR") || line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("No job can be taken: The job table could not be read or written:");
    }

    private String said(String before) throws IOException {
        return clips.log().substring(before.length());
    }

    private boolean unfinished() {
        return clips.get("/clips?status=pending&limit=1").json().path("clips").size() > 0
                || clips.get("/clips?status=processing&limit=1")
                                .json()
                                .path("clips")
                                .size()
                        > 0;
    }

    @Test
    void noCameraWaitsForAllClipsOfAnother() {
        clips.record("third cam", java.time.LocalDateTime.parse("2025-09-06T14:30:10"));
        ExecutorService clients = Executors.newFixedThreadPool(30);
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            // Encoding takes longer than asking
            asked.add(CompletableFuture.supplyAsync(() -> clips.ask(CAMERA, MOMENT, "\"cut\":\"exact\""), clients));
        }
        List<String> many = asked.stream().map(CompletableFuture::join).toList();
        clients.shutdown();
        JsonNode other = clips.awaitDone(clips.ask("third cam", "2025-09-06T14:30:12", "\"duration\":2"));
        List<String> done = many.stream()
                .map(clips::awaitDone)
                .map(clip -> clip.path("completed_at").asText())
                .toList();
        String accepted = other.path("created_at").asText();
        String ended = other.path("completed_at").asText();
        assertThat(done.stream().filter(end -> end.compareTo(accepted) > 0))
                .as("clips that were asked for before it, and not done then: so many that one can tell")
                .hasSizeGreaterThan(12);
        assertThat(done.stream().filter(end -> end.compareTo(accepted) > 0 && end.compareTo(ended) < 0))
                .as("those that were done before it: one makes room, and the two others may be done meanwhile")
                .hasSizeLessThan(8);
    }
}
