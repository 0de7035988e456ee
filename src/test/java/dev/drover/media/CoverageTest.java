package dev.drover.media;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageTest {
    @Test
    void findsNothingMissingInAWholeDownload() {
        Coverage coverage = new Coverage(seconds(5));
        add(coverage, 0, 1000, 2);
        add(coverage, 2, 1002, 2);
        add(coverage, 4, 1004, 2);

        assertThat(coverage.result()).isEqualTo(new Coverage.Result(seconds(5), seconds(5), Gaps.NONE));
        assertThat(coverage.result().complete()).isTrue();
    }

    @Test
    void findsMissingSegmentsAtBothEndsAndInTheMiddle() {
        Coverage coverage = new Coverage(seconds(20));
        add(coverage, 2, 102, 2);
        add(coverage, 4, 104, 2);
        add(coverage, 10, 110, 2);
        add(coverage, 12, 112, 5);

        assertThat(coverage.result().gaps().list()).containsExactly(gap(0, 2), gap(6, 10), gap(17, 20));
        assertThat(coverage.result().covered()).isEqualTo(seconds(11));
    }

    @Test
    void believesTheDeviceClockWhenTimeIsLeftOut() {
        Coverage coverage = new Coverage(seconds(12));
        add(coverage, 0, 0, 2);
        add(coverage, 2, 2, 2);
        add(coverage, 4, 8, 2);
        add(coverage, 6, 10, 2);
        add(coverage, 8, 12, 2);

        assertThat(coverage.result().gaps().list()).containsExactly(gap(4, 8));
    }

    @Test
    void believesTheNumbersWhenTheClockMeansNothing() {
        Coverage coverage = new Coverage(seconds(8));
        add(coverage, 0, 500, 2);
        add(coverage, 2, 3, 2);
        add(coverage, 4, 3, 2);
        add(coverage, 6, 1_700_000_000, 2);

        assertThat(coverage.result().complete()).isTrue();
    }

    @Test
    void toleratesHowSegmentsAreCut() {
        Coverage coverage = new Coverage(seconds(6));
        coverage.add(Duration.ZERO, new Measured(Duration.ofMillis(0), Duration.ofMillis(1990)));
        coverage.add(seconds(2), new Measured(Duration.ofMillis(2001), Duration.ofMillis(1990)));
        coverage.add(seconds(4), new Measured(Duration.ofMillis(4001), Duration.ofMillis(1749)));

        assertThat(coverage.result().complete()).isTrue();
        assertThat(coverage.result().covered()).isEqualTo(Duration.ofMillis(1990 + 1990 + 1749));
        Coverage strict = new Coverage(seconds(2), Duration.ofMillis(5));
        add(strict, 0, 0, 1);
        assertThat(strict.result().gaps().list()).containsExactly(gap(1, 2));
    }

    @Test
    void missesEverythingWhenNothingCame() {
        assertThat(new Coverage(seconds(8)).result().gaps().list()).containsExactly(gap(0, 8));
    }

    @Test
    void takesADayOfSegments() {
        Coverage coverage = new Coverage(Duration.ofDays(1));
        for (int i = 0; i < 43_200; i++) {
            if (i != 20_000) {
                add(coverage, 2 * i, 7 + 2 * i, 2);
            }
        }

        assertThat(coverage.result().gaps()).isEqualTo(new Gaps(List.of(gap(40_000, 40_002))));
    }

    private static void add(Coverage coverage, int nominal, int decodeTime, int duration) {
        coverage.add(seconds(nominal), new Measured(seconds(decodeTime), seconds(duration)));
    }

    private static Gap gap(int from, int to) {
        return new Gap(seconds(from), seconds(to));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
