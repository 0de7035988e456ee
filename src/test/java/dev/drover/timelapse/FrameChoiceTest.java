package dev.drover.timelapse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameChoiceTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    /** Six in the morning there. */
    private static final Instant SIX = Instant.parse("2026-11-22T05:00:00Z");

    private static List<FrameName> frames(int count, int seconds) {
        return IntStream.range(0, count)
                .mapToObj(i -> FrameName.of(SIX.plusSeconds((long) i * seconds), ZURICH))
                .toList();
    }

    private static FrameChoice choice(int everyN, String every, String daylight) {
        return new FrameChoice(
                everyN,
                Optional.of(every).filter(text -> !text.isEmpty()).map(Duration::parse),
                Optional.of(daylight).filter(text -> !text.isEmpty()).map(Daylight::parse),
                ZURICH);
    }

    private static List<FrameName> all(FrameChoice choice, List<FrameName> frames) {
        return choice.choose(frames, 0, Optional.empty()).frames();
    }

    @Test
    void eachNthIsTaken() {
        List<FrameName> frames = frames(10, 15);
        assertThat(all(choice(1, "", ""), frames)).isEqualTo(frames);
        assertThat(all(choice(4, "", ""), frames)).containsExactly(frames.get(0), frames.get(4), frames.get(8));
    }

    @Test
    void byTimeGapsDoNotChangeThePace() {
        List<FrameName> frames = new ArrayList<>(frames(41, 15));
        frames.subList(5, 30).clear();
        assertThat(all(choice(1, "PT1M", ""), frames).stream().map(FrameName::toString))
                .containsExactly(
                        "20261122_060000_000.jpg",
                        "20261122_060100_000.jpg",
                        "20261122_060730_000.jpg",
                        "20261122_060800_000.jpg",
                        "20261122_060900_000.jpg",
                        "20261122_061000_000.jpg");
    }

    @ParameterizedTest
    @CsvSource({"1,,", "3,,", "7,,", "1,PT1M,", "1,PT7M,", "2,,06:05-06:40", "1,PT2M,06:05-06:40"})
    void whatIsCutInPiecesYieldsTheSame(int everyN, String every, String daylight) {
        FrameChoice choice = choice(everyN, every == null ? "" : every, daylight == null ? "" : daylight);
        List<FrameName> frames = frames(300, 13);
        for (int piece : new int[] {1, 2, 5, 17, 299}) {
            List<FrameName> chosen = new ArrayList<>();
            long counted = 0;
            Optional<FrameName> last = Optional.empty();
            for (int at = 0; at < frames.size(); at += piece) {
                List<FrameName> run = frames.subList(at, Math.min(frames.size(), at + piece));
                FrameChoice.Chosen next = choice.choose(run, counted, last);
                chosen.addAll(next.frames());
                counted = next.counted();
                last = Optional.of(run.get(run.size() - 1));
            }
            assertThat(chosen).isEqualTo(all(choice, frames));
        }
    }

    @Test
    void hoursMayGoAcrossMidnight() {
        assertThat(List.of("04:00", "06:00", "20:59", "21:00"))
                .filteredOn(time -> Daylight.parse("06:00-21:00")
                        .at(Instant.parse("2026-11-22T" + time + ":00Z"), ZoneId.of("UTC")))
                .containsExactly("06:00", "20:59");
        assertThat(List.of("04:00", "06:00", "20:59", "21:00"))
                .filteredOn(time -> Daylight.parse("21:00-06:00")
                        .at(Instant.parse("2026-11-22T" + time + ":00Z"), ZoneId.of("UTC")))
                .containsExactly("04:00", "21:00");
    }

    /** Times of sunrise and sunset, and of civil twilight, as almanacs have them: to a degree of the sun, four minutes. */
    @ParameterizedTest
    @CsvSource({
        // Zürich: the sun sets at 20:26 UTC+1 in June, rises at 8:10 in December
        "47.37, 8.54, 2026-06-21T19:26:00Z, -0.83",
        "47.37, 8.54, 2026-12-21T07:10:00Z, -0.83",
        // On the equator, at noon of an equinox
        "0, 0, 2026-03-20T12:07:30Z, 90",
        // Sydney at its summer's noon: 90 - (33.87 - 23.44)
        "-33.87, 151.21, 2026-12-21T01:53:00Z, 79.57"
    })
    void theSunIsWhereItIs(double latitude, double longitude, Instant moment, double elevation) {
        assertThat(new Daylight.Sun(latitude, longitude).elevation(moment)).isBetween(elevation - 0.6, elevation + 0.6);
    }

    @Test
    void whatIsNeitherHoursNorAPlaceIsSaid() {
        for (String wrong : List.of("", "day", "6-21", "06:00-25:00", "91,0", "0,181", "47.37")) {
            assertThatThrownBy(() -> Daylight.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("06:00-21:00");
        }
    }
}
