package dev.drover.media;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GapsTest {
    @Test
    void joinsWhatTouches() {
        assertThat(gaps(4, 6, 0, 2, 6, 8, 1, 3)).isEqualTo(gaps(0, 3, 4, 8));
        assertThat(gaps(0, 2).plus(gaps(1, 5))).isEqualTo(gaps(0, 5));
    }

    @Test
    void subtracts() {
        assertThat(gaps(0, 10, 20, 30).minus(gaps(2, 4, 8, 22, 29, 40))).isEqualTo(gaps(0, 2, 4, 8, 22, 29));
        assertThat(gaps(0, 10).minus(Gaps.NONE)).isEqualTo(gaps(0, 10));
        assertThat(gaps(2, 4).minus(gaps(0, 10))).isEqualTo(Gaps.NONE);
    }

    @Test
    void turnsPresenceIntoGaps() {
        assertThat(Gaps.allBut(gaps(0, 10, 12, 70), Duration.ofSeconds(60))).isEqualTo(gaps(10, 12));
        assertThat(Gaps.allBut(Gaps.NONE, Duration.ofSeconds(60))).isEqualTo(gaps(0, 60));
    }

    @Test
    void movesAndSieves() {
        assertThat(gaps(598, 600).plus(gaps(0, 2).shifted(Duration.ofSeconds(600))))
                .isEqualTo(gaps(598, 602));
        assertThat(gaps(0, 1, 2, 5).atLeast(Duration.ofSeconds(2))).isEqualTo(gaps(2, 5));
        assertThat(gaps(0, 1, 2, 5).total()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void readsWell() {
        Instant start = Instant.parse("2025-06-15T12:30:00Z");
        Gaps gaps = new Gaps(List.of(
                new Gap(Duration.ofSeconds(4), Duration.ofSeconds(6)),
                new Gap(Duration.ofMillis(60_000), Duration.ofMillis(62_400))));

        assertThat(gaps.text(start, ZoneOffset.UTC)).isEqualTo("12:30:04–12:30:06 (2 s), 12:31:00–12:31:02 (2.4 s)");
        assertThat(gaps(4, 6).text(start, ZoneId.of("Europe/Zurich"))).isEqualTo("14:30:04–14:30:06 (2 s)");
        assertThat(gaps(41_399, 41_401).text(start, ZoneOffset.UTC)).isEqualTo("23:59:59–2025-06-16 00:00:01 (2 s)");
        assertThat(Gaps.NONE.text(start, ZoneOffset.UTC)).isEmpty();
    }

    private static Gaps gaps(int... pairs) {
        return new Gaps(IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> new Gap(Duration.ofSeconds(pairs[2 * i]), Duration.ofSeconds(pairs[2 * i + 1])))
                .toList());
    }
}
