package dev.drover.jobs;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private final Backoff backoff =
            new Backoff(Mappings.of(JobSettings.class, "jobs.retry-delay", "30s", "jobs.longest-retry-delay", "1h"));

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "2, 60", "3, 120", "7, 1920", "8, 3600", "9, 3600", "1000, 3600", "2147483647, 3600"})
    void thePauseDoublesUpToTheLongest(int attempts, long seconds) {
        assertThat(backoff.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void givingUpIsASetting() {
        assertThat(backoff.giveUpAfter()).isEqualTo(Duration.ofHours(24));
    }
}
