package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveCapturesTest extends CaptureTest {

    @Test
    void whatIsOldGoesAndPlaylistsEvidenceAndForeignFilesStay() throws Exception {
        CaptureFlow.Directory directory = captures.hidden();
        Instant old = Instant.now().minus(java.time.Duration.ofDays(4000));
        Path segment = directory.old("segment_000.ts", old);
        Path playlist = directory.old("output.m3u8", old);
        Path foreign = directory.old("notes.txt", old);
        Path foreignPicture = directory.old("captures/holiday.jpg", old);
        Path still = directory.old("captures/test_capture_000001.jpg", old);
        Path picture = directory.old("captures/capture_20261122050000.jpg", old);
        Path verdict = directory.old("captures/capture_20261122050000.json", old);
        Path shown = directory.old("captures/capture_20261122050100.jpg", old);
        Path shownVerdict = directory.old("captures/capture_20261122050100.json", old);
        Path fresh = directory.old("captures/capture_20261122050200.jpg", Instant.now());
        captures.insert(
                "kept-" + directory.name(),
                directory,
                "freeze",
                old,
                "null",
                "active",
                shown.getFileName().toString());
        directory.appear();
        eventually().until(() -> !Files.exists(directory.now(segment)));
        eventually().until(() -> !Files.exists(directory.now(verdict)));
        assertThat(directory.now(picture)).doesNotExist();
        assertThat(directory.now(still)).doesNotExist();
        assertThat(directory.now(playlist)).exists();
        assertThat(directory.now(foreign)).exists();
        assertThat(directory.now(foreignPicture)).exists();
        assertThat(directory.now(shown)).exists();
        assertThat(directory.now(shownVerdict)).exists();
        assertThat(directory.now(fresh)).exists();
    }
}
