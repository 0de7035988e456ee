package dev.drover.clips;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClipRequestTest {

    private static final Instant FIRST = Instant.parse("2025-10-26T00:30:00Z");
    private static final Instant SECOND = Instant.parse("2025-10-26T01:30:00Z");

    /** A client that got no answer and asks again must not be told that it asks for something else. */
    @Test
    void theSameWordsInTheHourThatOccursTwiceAskForTheSameClip() {
        ClipRequest early = asked("2025-10-26T02:30:00", FIRST.plusSeconds(60));
        ClipRequest late = asked("2025-10-26T02:30:00", SECOND.plusSeconds(60));
        assertThat(early.timestamp()).isEqualTo(FIRST);
        assertThat(late.timestamp()).isEqualTo(SECOND);
        assertThat(late.asksFor(accepted(early))).isTrue();
        assertThat(early.asksFor(accepted(early))).isTrue();
    }

    @Test
    void whoNamesTheOffsetMeansThatHourOnly() {
        ClipRequest early = asked("2025-10-26T02:30:00", FIRST.plusSeconds(60));
        assertThat(asked("2025-10-26T02:30:00+02:00", SECOND).asksFor(accepted(early)))
                .isTrue();
        assertThat(asked("2025-10-26T02:30:00+01:00", SECOND).asksFor(accepted(early)))
                .isFalse();
        assertThat(asked("2025-10-26T02:31:00", FIRST).asksFor(accepted(early))).isFalse();
    }

    @Test
    void anotherCameraOrWindowIsAnotherClip() {
        ClipRequest request = ClipRequest.around("cam1", FIRST, Duration.ofSeconds(20));
        ClipOrder order = accepted(request);
        assertThat(request.asksFor(order)).isTrue();
        assertThat(ClipRequest.around("cam2", FIRST, Duration.ofSeconds(20)).asksFor(order))
                .isFalse();
        assertThat(ClipRequest.around("cam1", FIRST, Duration.ofSeconds(21)).asksFor(order))
                .isFalse();
    }

    private static ClipRequest asked(String timestamp, Instant now) {
        ClipTimes.Moment moment = new ClipTimes(ZoneId.of("Europe/Zurich"), Clock.fixed(now, ZoneOffset.UTC))
                .moment(timestamp)
                .orElseThrow();
        Duration side = Duration.ofSeconds(5);
        return new ClipRequest(
                "cam1", moment.instant(), moment.other(), side, side, Cut.SEGMENTS, "key", "", List.of());
    }

    private static ClipOrder accepted(ClipRequest request) {
        return new ClipOrder(
                "id",
                request.camera(),
                request.timestamp(),
                request.from(),
                request.to(),
                request.cut(),
                request.timestamp(),
                List.of());
    }
}
