package dev.drover.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {
    private final Progress.Parser parser = new Progress.Parser();

    @Test
    void reportsEachBlock() {
        assertThat(read("frame=12", "out_time_us=N/A", "progress=continue"))
                .containsExactly(new Progress(Duration.ZERO, false));
        assertThat(read("out_time_us=-80000", "speed=N/A", "progress=continue"))
                .containsExactly(new Progress(Duration.ZERO, false));
        assertThat(read("out_time_us=2500000", "out_time_ms=9", "[mp4 @ 0x1] a warning", "progress=end"))
                .containsExactly(new Progress(Duration.ofMillis(2500), true));
        assertThat(read("out_time_us=99999999999999999999", "x", "")).isEmpty();
    }

    @Test
    void neverLeavesZeroToOne() {
        assertThat(new Progress(Duration.ofSeconds(15), false).of(Duration.ofSeconds(60)))
                .isEqualTo(0.25);
        assertThat(new Progress(Duration.ofSeconds(61), false).of(Duration.ofSeconds(60)))
                .isEqualTo(1);
        assertThat(new Progress(Duration.ZERO, true).of(Duration.ZERO)).isEqualTo(1);
        assertThat(new Progress(Duration.ofSeconds(1), false).of(Duration.ZERO)).isZero();
    }

    private List<Progress> read(String... lines) {
        return List.of(lines).stream()
                .map(parser::line)
                .flatMap(Optional::stream)
                .toList();
    }
}
