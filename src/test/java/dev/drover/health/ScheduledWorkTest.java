package dev.drover.health;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledWorkTest {

    private final ScheduledWork work = new ScheduledWork(
            Clock.fixed(Instant.parse("2026-11-20T03:15:00Z"), ZoneOffset.UTC), new SimpleMeterRegistry());

    @Test
    void aBackupThatFailsIsToldWithItsReasonUntilItSucceeds() {
        BackupHealth health = new BackupHealth(work);
        assertThat(health.call().getData()).as("nothing is due").isEmpty();

        work.failed("back-up-yesterday", "Rhombus could not answer");
        assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(health.call().getData().orElseThrow())
                .containsEntry("failingSince", "2026-11-20T03:15:00Z")
                .containsEntry("why", "Rhombus could not answer");
        work.succeeded("back-up-yesterday");
        assertThat(health.call().getData().orElseThrow()).containsOnlyKeys("lastLooked");
    }

    @Test
    void onlyABeginAnotherReasonAndTheEndOfAFailureAreNews() {
        assertThat(work.succeeded("poll-alerts").news())
                .as("all is as it should be")
                .isFalse();
        assertThat(work.failed("poll-alerts", "no network")).isEqualTo(new ScheduledWork.Turn("no network", true));
        assertThat(work.failed("poll-alerts", "no network").news()).as("again").isFalse();
        assertThat(work.failed("back-up-yesterday", "no network").news())
                .as("of another")
                .isTrue();
        assertThat(work.failed("poll-alerts", "wrong key").news())
                .as("another reason")
                .isTrue();
        assertThat(work.failed("poll-alerts", "wrong key").news()).isFalse();
        assertThat(work.succeeded("poll-alerts").news()).as("it works again").isTrue();
        assertThat(work.succeeded("poll-alerts").news()).isFalse();
        assertThat(work.failed("poll-alerts", "wrong key").news()).as("anew").isTrue();
    }
}
