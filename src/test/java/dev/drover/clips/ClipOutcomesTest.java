package dev.drover.clips;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.jobs.Backoff;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.Stopping;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class ClipOutcomesTest {

    private static final Exception MAY_PASS = ClipException.temporary("the source is not there");

    @TempDir
    Path folder;

    private ClipLab lab;

    @BeforeEach
    void open() {
        lab = new ClipLab(folder);
        lab.now(ClipLab.START.plusSeconds(60));
    }

    /** Drover did not run, or there was much to do. */
    @Test
    void howLongItWasWaitedForDoesNotCount() {
        ClipJob job = lab.job(1, lab.order(0, 20, Cut.SEGMENTS));
        ClipOutcome outcome =
                at(job.order().acceptedAt().plus(Duration.ofDays(3))).failed(job, MAY_PASS);
        assertThat(outcome.state()).isEqualTo("WAITING");
    }

    @Test
    void itIsTriedForSoLongAfterItFirstFailed() {
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        Instant first = order.acceptedAt().plus(Duration.ofDays(3));
        ClipOutcome outcome = at(first).failed(new ClipJob(1, 1, Instant.EPOCH, order), MAY_PASS);
        assertThat(outcome.failingSince()).isEqualTo(first);
        // The pause after the third attempt is 2 min
        ClipJob third = new ClipJob(1, 3, first, order);
        assertThat(at(first.plus(Duration.ofMinutes(12)))
                        .failed(third, MAY_PASS)
                        .state())
                .isEqualTo("WAITING");
        assertThat(at(first.plus(Duration.ofMinutes(14)))
                        .failed(third, MAY_PASS)
                        .state())
                .isEqualTo("DEAD");
    }

    /** The first ones may have taken all the time that there was. */
    @Test
    void itIsTriedThreeTimesAtLeast() {
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        Instant first = order.acceptedAt().plus(Duration.ofDays(3));
        ClipOutcomes later = at(first.plus(Duration.ofHours(6)));
        assertThat(later.failed(new ClipJob(1, 2, first, order), MAY_PASS).state())
                .isEqualTo("WAITING");
        assertThat(later.failed(new ClipJob(1, 3, first, order), MAY_PASS).state())
                .isEqualTo("DEAD");
        assertThat(later.failed(new ClipJob(1, 1, first, order), ClipException.lasting("never"))
                        .state())
                .isEqualTo("DEAD");
    }

    private static ClipOutcomes at(Instant now) {
        return new ClipOutcomes(
                Mappings.of(ClipSettings.class),
                new Backoff(Mappings.of(JobSettings.class)),
                new FailureReasons(),
                new Stopping(),
                new CanceledClips(),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
