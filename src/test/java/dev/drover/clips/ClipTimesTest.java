package dev.drover.clips;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClipTimesTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private final ClipTimes times = at("2026-01-01T00:00:00Z");

    private static ClipTimes at(String now) {
        return new ClipTimes(ZURICH, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-06T14:30:15, 2025-09-06T12:30:15Z",
        "2025-09-06 14:30:15, 2025-09-06T12:30:15Z",
        "2025-09-06t14:30, 2025-09-06T12:30:00Z",
        "2025-09-06T14:30:15.25, 2025-09-06T12:30:15.250Z",
        "2025-09-06T14:30:15Z, 2025-09-06T14:30:15Z",
        "2025-09-06T14:30:15z, 2025-09-06T14:30:15Z",
        "2025-09-06T14:30:15+02:00, 2025-09-06T12:30:15Z",
        "2025-09-06T14:30:15-0530, 2025-09-06T20:00:15Z",
        "2025-09-06T14:30:15+02, 2025-09-06T12:30:15Z",
        "2025-09-06 14:30:15 +02:00, 2025-09-06T12:30:15Z",
        "2025-09-06, 2025-09-05T22:00:00Z",
        "1757169015, 2025-09-06T14:30:15Z",
        "1757169015.5, 2025-09-06T14:30:15.500Z",
        "1757169015250, 2025-09-06T14:30:15.250Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void momentsAreRead(String text, Instant meant) {
        assertThat(times.moment(text).orElseThrow()).isEqualTo(ClipTimes.Moment.plain(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2025-13-01T00:00:00",
                "2025-02-30T00:00:00",
                "2025-09-06T25:00:00",
                "2025-09-06T14:30:15+25:00",
                "14:30:15",
                "2025-09-06T14:30:15 and more",
                "99999999999999999",
                "NaN",
                "2025-09-06_",
                "0000-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "-300000-01-01T00:00:00Z",
                "-62135596801000",
                "253402300800000"
            })
    void nonsenseIsNoMoment(String text) {
        assertThat(times.moment(text)).isEmpty();
    }

    @Test
    void ofTheHourThatOccursTwiceTheLastOneThatIsNotInTheFutureIsMeantAndSaid() {
        ClipTimes.Moment longAfter = times.moment("2025-10-26T02:30:00").orElseThrow();
        assertThat(longAfter.instant()).isEqualTo("2025-10-26T01:30:00Z");
        assertThat(longAfter.note().orElseThrow())
                .contains("occurs twice", "2025-10-26T02:30:00.000+01:00", "2025-10-26T02:30:00.000+02:00");
        ClipTimes.Moment now =
                at("2025-10-26T00:31:00Z").moment("2025-10-26T02:30:00").orElseThrow();
        assertThat(now.instant()).as("in the first of both").isEqualTo("2025-10-26T00:30:00Z");
        assertThat(now.note()).isPresent();
        assertThat(now.other()).contains(longAfter.instant());
        assertThat(longAfter.other()).contains(now.instant());
    }

    @Test
    void aTimeThatDoesNotOccurIsTakenForALaterOneAndThatIsSaid() {
        ClipTimes.Moment moment = times.moment("2025-03-30T02:30:00").orElseThrow();
        assertThat(moment.instant()).isEqualTo("2025-03-30T01:30:00Z");
        assertThat(moment.note().orElseThrow()).contains("2025-03-30T03:30:00.000+02:00");
    }
}
