package dev.drover.clips;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SegmentNamesTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private final SegmentNames names = new SegmentNames(List.of(), ZURICH);

    @ParameterizedTest
    @CsvSource({
        "2025-09-06_14-53-16-244024.mp4, 2025-09-06T12:53:16.244024Z",
        "2025-09-06_14-53-16.mkv, 2025-09-06T12:53:16Z",
        "cam1_20250906_145316.mp4, 2025-09-06T12:53:16Z",
        "cam1-20250906145316.avi, 2025-09-06T12:53:16Z",
        "2025-09-06T14:53:16.ts, 2025-09-06T12:53:16Z",
        "2025-09-06/14-53-16-000001.mp4, 2025-09-06T12:53:16.000001Z",
        "2025/09/06/14-53-16.mp4, 2025-09-06T12:53:16Z",
        "2025-09-06/2025-09-06_14-53-16-244024.mp4, 2025-09-06T12:53:16.244024Z",
        "2025-09-06_14-53-16-244024Z.mp4, 2025-09-06T14:53:16.244024Z",
        "2025-09-06_14-53-16-244024+0530.mp4, 2025-09-06T09:23:16.244024Z",
        "1757163196.mp4, 2025-09-06T12:53:16Z",
        "1757163196-244024.mp4, 2025-09-06T12:53:16.244024Z",
    })
    void theUsualNamesAreKnown(String name, Instant start) {
        assertThat(names.parse(name).map(SegmentNames.Name::start)).contains(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"video.mp4", "2025-13-06_14-53-16.mp4", "2025-09-06.mp4", "12345.mp4", ".mp4"})
    void whatSaysNoTimeIsNoSegment(String name) {
        assertThat(names.parse(name)).isEmpty();
    }

    @Test
    void aPatternOfOnesOwn() {
        SegmentNames own = new SegmentNames(List.of("%path/%d.%m.%Y/%H%M%S"), ZURICH);
        assertThat(own.parse("06.09.2025/145316.mp4").map(SegmentNames.Name::start))
                .contains(Instant.parse("2025-09-06T12:53:16Z"));
        assertThat(own.parse("2025-09-06_14-53-16.mp4")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%Y-%m-%d", "%H-%M-%S", "segment", "%Y%m%d%H%M%q", ""})
    void aPatternThatSaysNoTimeIsRefused(String pattern) {
        assertThatThrownBy(() -> new SegmentNames(List.of(pattern), ZURICH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesFollowFromTheirTime() {
        for (String name : List.of(
                "cam1_20250906_145316.mp4",
                "2025/09/06/14-53-16-000001.ts",
                "1757163196.mkv",
                "2025-09-06_14-53-16-244024+0530.mp4",
                "2025-09-06_14-53-16+0000.mp4",
                "2025-09-06_14-53-16Z.mp4")) {
            SegmentNames.Name parsed = names.parse(name).orElseThrow();
            assertThat(names.path(parsed, parsed.start())).isEqualTo(name);
        }
    }
}
