package dev.drover.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerTest {

    private static final Instant NOW = Instant.parse("2025-06-15T12:00:00Z");

    @TempDir
    Path data;

    @Test
    void aWorkerThatLivesIsNotGoneAndOneThatHasLeftIs() throws IOException {
        Worker one = worker();
        Worker other = worker();
        one.arrive();
        one.arrive();
        other.arrive();
        assertThat(other.isGone(one.name())).isFalse();
        assertThat(one.isGone(one.name())).isFalse();

        one.leave();
        assertThat(other.isGone(one.name())).isTrue();
        other.leave();
        assertThat(data.resolve(".drover/workers")).isEmptyDirectory();
    }

    @Test
    void aWorkerThatWasKilledIsGoneThoughItsFileIsThere() throws IOException {
        Path file = Files.createDirectories(data.resolve(".drover/workers")).resolve("killed");
        Files.createFile(file);
        assertThat(worker().isGone("killed")).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void aNameThatIsNoNameLeadsNowhere() throws IOException {
        Path secret = Files.writeString(data.resolve("secret"), "x");
        assertThat(worker().isGone("../../secret")).isFalse();
        assertThat(secret).exists();
    }

    @Test
    void theLeaseIsCountedFromNow() {
        assertThat(worker().now()).isEqualTo(NOW.toEpochMilli());
        assertThat(worker().leaseUntil())
                .isEqualTo(NOW.plus(Duration.ofSeconds(60)).toEpochMilli());
        assertThat(worker().run()).isEmpty();
    }

    @Test
    void whatIsInHandTakesARoomEach() {
        Worker worker = worker();
        assertThat(worker.inHand()).isEqualTo("[]");
        for (long id = 1; id <= 5; id++) {
            worker.take(id);
        }
        assertThat(worker.free()).isZero();
        worker.letGo(1);
        worker.letGo(5);
        worker.letGo(5);
        assertThat(worker.inHand()).isEqualTo("[2, 3, 4]");
        assertThat(worker.free()).isEqualTo(1);
    }

    private Worker worker() {
        return new Worker(
                Mappings.of(JobSettings.class),
                new DataFolder(Mappings.of(DroverSettings.class, "drover.data", data.toString())),
                Clock.fixed(NOW, ZoneOffset.UTC),
                4,
                Optional.empty());
    }
}
