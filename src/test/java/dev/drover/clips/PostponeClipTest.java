package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.files.AtomicFiles;
import dev.drover.testing.ClipSite;
import dev.drover.testing.ClipTest;
import dev.drover.testing.JobTable;

import static dev.drover.testing.ClipFlow.wanted;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostponeClipTest extends ClipTest {

    /** It is broken after the request was accepted: the window is not over yet. */
    @Test
    void aClipWithNothingGoodFailsAndSaysWhy() throws IOException {
        LocalDateTime now = LocalDateTime.now(ZoneId.of(ClipSite.ZONE)).truncatedTo(ChronoUnit.SECONDS);
        Path segment = clips.record("breaking", now.minusSeconds(5));
        String id = clips.ask("breaking", now.toString(), "\"before\":4", "\"after\":5");
        Files.writeString(segment, "no film");
        JsonNode clip = clips.awaitEnd(id);
        assertThat(clip.path("status").asText()).isEqualTo("failed");
        assertThat(clip.path("error_message").asText())
                .contains("No clips found")
                .contains(segment.getFileName().toString());
        assertThat(clip.path("completed_at").isNull()).isFalse();
    }

    /** What cannot be held now can be, perhaps, in a while. */
    @Test
    void itIsTriedForSoLongAfterItFirstFailed() throws IOException {
        LocalDateTime now = LocalDateTime.now(ZoneId.of(ClipSite.ZONE)).truncatedTo(ChronoUnit.SECONDS);
        clips.record("unheld", now.minusSeconds(5));
        String id = clips.ask("unheld", now.toString(), "\"before\":4", "\"after\":3");
        Path held = clips.data().resolve(".drover/clips").resolve(id).resolve("held");
        AtomicFiles.deleteTree(held);
        Files.writeString(held, "where the folder should be");
        JobTable.Row failed = eventually()
                .until(() -> row(id), row -> row.attempts() > 0 && !row.reason().isEmpty());
        assertThat(failed.state()).isIn("WAITING", "RUNNING");
        assertThat(failed.healingSince()).as("since when it fails").isPositive();
        JsonNode clip = clips.awaitEnd(id);
        assertThat(clip.path("status").asText()).isEqualTo("failed");
        JobTable.Row last = row(id);
        assertThat(last.attempts()).isGreaterThanOrEqualTo(3);
        assertThat(last.healingSince()).isEqualTo(failed.healingSince());
        OffsetDateTime ended = OffsetDateTime.parse(clip.path("completed_at").asText());
        // The next attempt would have begun after clips.give-up-after, 10 s, and attempts are up to 1 s apart
        assertThat(ended.toInstant()).isAfter(Instant.ofEpochMilli(last.healingSince() + 9_000));
    }

    private JobTable.Row row(String id) {
        return clips.jobs().byKey("clip:" + id).orElseThrow();
    }

    @Test
    void aWindowWithNothingGoodIsNotAccepted() throws IOException {
        Path segment = clips.record("broken", LocalDateTime.parse("2025-09-09T10:00:00"));
        Files.writeString(segment, "no film");
        // Nobody writes to it any more
        Files.setLastModifiedTime(segment, FileTime.from(Instant.parse("2025-09-09T10:00:00Z")));
        assertThat(clips.post("/clips", wanted("broken", "2025-09-09T10:00:02", "\"duration\":1"))
                        .status())
                .isEqualTo(404);
    }
}
