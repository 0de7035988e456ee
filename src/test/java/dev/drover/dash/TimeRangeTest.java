package dev.drover.dash;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeRangeTest {
    @Test
    void cutsADayIntoWindowsThatMeet() {
        TimeRange day = new TimeRange(Instant.parse("2025-06-15T00:00:01Z"), Duration.ofDays(1));

        assertThat(day.windows()).hasSize(144);
        Instant at = day.start();
        for (TimeRange window : day.windows()) {
            assertThat(window.start()).isEqualTo(at);
            at = window.end();
        }
        assertThat(at).isEqualTo(day.end());
    }

    @Test
    void widensToWholeSeconds() {
        TimeRange range = new TimeRange(Instant.ofEpochMilli(10_900), Duration.ofMillis(4_200));

        assertThat(range.windows()).containsExactly(new TimeRange(Instant.ofEpochSecond(10), Duration.ofSeconds(6)));
    }

    @Test
    void cutsOnlyAtEvenDistances() {
        TimeRange range = new TimeRange(Instant.ofEpochSecond(100), Duration.ofSeconds(15));

        assertThat(range.windows(Duration.ofSeconds(7)))
                .extracting(window -> window.start().getEpochSecond())
                .containsExactly(100L, 106L, 112L);
        assertThatThrownBy(() -> range.windows(Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeRange(Instant.EPOCH, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
