package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.Backoff;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobOutcome;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.Stopping;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class FootageOutcomesTest {

    private static final Instant NOW = Instant.parse("2025-06-15T12:00:00Z");
    private static final Gaps GAPS = new Gaps(List.of(new Gap(Duration.ofSeconds(4), Duration.ofSeconds(6))));

    @TempDir
    Path data;

    private FootageOutcomes outcomes;

    @BeforeEach
    void inADataFolder() {
        outcomes = new FootageOutcomes(
                Mappings.of(FootageSettings.class),
                new Backoff(Mappings.of(JobSettings.class)),
                new FailureReasons(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Stopping(),
                new DataFolder(Mappings.of(DroverSettings.class, "drover.data", data.toString())));
    }

    @Test
    void aWholeFileIsDone() {
        JobOutcome outcome = outcomes.published(published(job(1, NOW), Gaps.NONE));
        assertThat(outcome.state()).isEqualTo("DONE");
        assertThat(outcome.reason()).isEmpty();
        assertThat(outcome.result()).isEqualTo("footage/x.mp4");
    }

    @Test
    void aFileWithAGapHealsForADayFromItsFirst() {
        JobOutcome first = outcomes.published(published(job(1, NOW), GAPS));
        assertThat(first.state()).isEqualTo("HEALING");
        assertThat(first.healingSince()).isEqualTo(NOW);
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(30));
        assertThat(first.reason()).isEqualTo("missing two seconds");

        JobOutcome later = outcomes.published(published(job(5, NOW, NOW.minus(Duration.ofHours(22))), GAPS));
        assertThat(later.state()).isEqualTo("HEALING");
        assertThat(later.healingSince()).isEqualTo(NOW.minus(Duration.ofHours(22)));

        JobOutcome last = outcomes.published(published(job(5, NOW, NOW.minus(Duration.ofHours(24))), GAPS));
        assertThat(last.state()).isEqualTo("INCOMPLETE");
    }

    @Test
    void aFailureIsTriedAgainForADay() {
        JobOutcome first = outcomes.failed(job(1, NOW), new IOException("token=S3CRET"));
        assertThat(first.state()).isEqualTo("WAITING");
        assertThat(first.reason()).isEqualTo("token=…");
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(30));

        JobOutcome last =
                outcomes.failed(job(20, NOW.minus(Duration.ofHours(23).plusMinutes(30))), new IOException("x"));
        assertThat(last.state()).isEqualTo("DEAD");
    }

    @Test
    void aJobThatWasDoneAgainForNothingKeepsTheFileOfBefore() throws IOException {
        Instant longAgo = NOW.minus(Duration.ofHours(25));
        FootageJob job = withResult(job(20, longAgo), "footage/x.mp4");
        assertThat(outcomes.failed(job, new IOException("x")).state()).isEqualTo("DEAD");

        Path film = Files.createDirectories(data.resolve("footage")).resolve("x.mp4");
        Files.writeString(film, "film");
        assertThat(outcomes.failed(job, new IOException("x")).state()).isEqualTo("INCOMPLETE");
        Files.writeString(Sidecar.beside(film), "{\"complete\": true, \"asked\": {\"seconds\": 12}}");
        JobOutcome outcome = outcomes.failed(job, new IOException("x"));
        assertThat(outcome.state()).isEqualTo("DONE");
        assertThat(outcome.reason()).isEqualTo("x");
        // More is wanted than what is there
        Files.writeString(Sidecar.beside(film), "{\"complete\": true, \"asked\": {\"seconds\": 8}}");
        assertThat(outcomes.failed(job, new IOException("x")).state()).isEqualTo("INCOMPLETE");
    }

    @Test
    void aFailureWhileHealingKeepsTheFileAndGoesOnHealing() {
        Instant since = NOW.minus(Duration.ofHours(3));
        JobOutcome outcome = outcomes.failed(job(2, NOW.minus(Duration.ofDays(2)), since), new IOException("x"));
        assertThat(outcome.state()).isEqualTo("HEALING");
        assertThat(outcome.healingSince()).isEqualTo(since);
        assertThat(outcome.result()).isEmpty();
        assertThat(outcomes.failed(job(2, NOW, NOW.minus(Duration.ofDays(2))), new IOException("x"))
                        .state())
                .isEqualTo("INCOMPLETE");
    }

    @Test
    void theUnfinishedPiecesStayUntilTheJobHasEnded() throws IOException {
        FootageJob job = job(1, NOW);
        Files.createDirectories(job.folder().resolve("video-1750000000-60-lan"));
        outcomes.tidied(outcomes.failed(job, new IOException("x")), rows("WAITING"));
        assertThat(job.folder()).exists();
        outcomes.tidied(outcomes.published(published(job, GAPS)), rows("HEALING"));
        assertThat(job.folder()).exists();
        // Another worker has it, or it has more to do
        outcomes.tidied(outcomes.published(published(job, Gaps.NONE)), List.of());
        outcomes.tidied(outcomes.published(published(job, Gaps.NONE)), rows("WAITING"));
        assertThat(job.folder()).exists();
        outcomes.tidied(outcomes.published(published(job, Gaps.NONE)), rows("DONE"));
        assertThat(job.folder()).doesNotExist();
    }

    private static List<Map<String, Object>> rows(String state) {
        return List.of(Map.of("state", state));
    }

    private static PublishedFootage published(FootageJob job, Gaps gaps) {
        Footage footage = new Footage(
                job,
                Path.of("result.mp4"),
                Duration.ZERO,
                Duration.ofSeconds(12),
                false,
                gaps,
                Gaps.NONE,
                List.of(),
                gaps.isEmpty() ? "" : "two seconds",
                false);
        return new PublishedFootage(
                footage,
                Path.of("/data/footage/x.mp4"),
                "footage/x.mp4",
                1,
                false,
                gaps.isEmpty(),
                footage.missingText());
    }

    private static FootageJob withResult(FootageJob job, String result) {
        return new FootageJob(
                job.id(),
                job.revision(),
                job.attempts(),
                job.acceptedAt(),
                job.healingSince(),
                result,
                job.request(),
                job.dataFolder(),
                job.worker());
    }

    private FootageJob job(int attempts, Instant accepted) {
        return job(attempts, accepted, Optional.empty());
    }

    private FootageJob job(int attempts, Instant accepted, Instant healingSince) {
        return job(attempts, accepted, Optional.of(healingSince));
    }

    private FootageJob job(int attempts, Instant accepted, Optional<Instant> healingSince) {
        FootageRequest request = new FootageRequest("cam1", "Dock", "a1", "MOTION", 1000, 12, false, "", 0, 0);
        return new FootageJob(7, 1, attempts, accepted, healingSince, "", request, data, "me");
    }
}
