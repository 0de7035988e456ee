package dev.drover.ffmpeg;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandstillTest {

    private static final long SECOND = 1_000_000_000L;

    private String file = "";
    private final Standstill progress = new Standstill(Duration.ofSeconds(60), () -> file, 0);

    @Test
    void whoGetsOnMayGoOn() {
        for (int i = 1; i < 100; i++) {
            progress.heard("out_time=00:00:" + i, i * 50 * SECOND);
            assertThat(progress.over(i * 50 * SECOND + 59 * SECOND)).isFalse();
        }
        assertThat(progress.over(99 * 50 * SECOND + 60 * SECOND)).isTrue();
    }

    @Test
    void whoSaysTheSameAgainStands() {
        progress.heard("out_time=00:00:01", 0);
        progress.heard("out_time=00:00:01", 50 * SECOND);
        progress.heard("speed=0.1x", 50 * SECOND);
        progress.heard("no progress", 50 * SECOND);
        assertThat(progress.over(59 * SECOND)).isFalse();
        assertThat(progress.over(60 * SECOND)).isTrue();
    }

    @Test
    void whoWritesIsNotDone() {
        file = "1 MB";
        assertThat(progress.over(60 * SECOND)).isFalse();
        file = "1 MB, later";
        assertThat(progress.over(119 * SECOND)).isFalse();
        assertThat(progress.over(120 * SECOND)).isFalse();
        assertThat(progress.over(180 * SECOND)).isTrue();
    }
}
