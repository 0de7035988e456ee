package dev.drover.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.drover.capture.IncidentTracker.Sign;
import dev.drover.capture.IncidentTracker.Stretch;

import static org.assertj.core.api.Assertions.assertThat;

class IncidentTrackerTest {

    private static final Instant START = Instant.parse("2026-11-22T05:00:00Z");

    private final IncidentTracker tracker = new IncidentTracker(Duration.ofSeconds(3), Duration.ofSeconds(3));
    private final List<Stretch> changes = new ArrayList<>();

    /** A picture each second: # is wrong, . is right, ? is unknown, and a space is none. */
    private void see(String signs) {
        see(0, signs);
    }

    private void see(int from, String signs) {
        for (int i = 0; i < signs.length(); i++) {
            if (signs.charAt(i) != ' ') {
                Instant time = at(from + i);
                Sign sign = signs.charAt(i) == '#' ? Sign.WRONG : signs.charAt(i) == '.' ? Sign.RIGHT : Sign.UNKNOWN;
                tracker.observe(time, time, sign, () -> "evidence of " + time).ifPresent(changes::add);
            }
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Test
    void itBeginsWithTheFirstPictureThatShowsItAndEndsWithTheFirstThatDoesNot() {
        see("..####......");
        assertThat(changes)
                .containsExactly(
                        new Stretch(at(2), 4, at(5), Optional.empty(), "evidence of " + at(2)),
                        new Stretch(at(2), 4, at(5), Optional.of(at(6)), "evidence of " + at(2)));
    }

    @Test
    void whatIsTooShortIsNone() {
        see("..###..#.##.###....");
        assertThat(changes).isEmpty();
    }

    @Test
    void whatFlapsIsOne() {
        see("####.#..#...#####....");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).start()).isEqualTo(at(0));
        assertThat(changes.get(1).end()).contains(at(17));
        assertThat(changes.get(1).count()).isEqualTo(11);
    }

    @Test
    void whatNobodyKnowsChangesNothing() {
        see("##??##??");
        assertThat(changes).hasSize(1);
        see(8, "????????????????....");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).end()).contains(at(24));
    }

    @Test
    void twoSidesOfALongPauseAreTwoThings() {
        see("##");
        see(600, "#");
        assertThat(changes).isEmpty();
        see(601, "###");
        assertThat(changes).extracting(Stretch::start).containsExactly(at(600));
    }

    @Test
    void picturesOfThePastAreLeftAlone() {
        see(100, "####");
        see(0, "....................");
        assertThat(changes).hasSize(1);
        assertThat(tracker.isOpen()).isTrue();
    }

    @Test
    void afterARestartItGoesOnOrIsOverAndIsNeverDoubled() {
        tracker.goOn(new Stretch(at(0), 7, at(10), Optional.empty(), "first"));
        see(8, "#########....");
        assertThat(changes).containsExactly(new Stretch(at(0), 13, at(16), Optional.of(at(17)), "first"));

        IncidentTracker other = new IncidentTracker(Duration.ofSeconds(3), Duration.ofSeconds(3));
        other.settled(at(20));
        for (int second = 10; second < 20; second++) {
            assertThat(other.observe(at(second), at(second), Sign.WRONG, () -> ""))
                    .isEmpty();
        }
    }

    @Test
    void whatIsToBeAnIncidentAtOnceIs() {
        IncidentTracker atOnce = new IncidentTracker(Duration.ZERO, Duration.ofSeconds(3));
        assertThat(atOnce.observe(at(0), at(0), Sign.WRONG, () -> "")).isPresent();
        assertThat(atOnce.observe(at(1), at(1), Sign.WRONG, () -> "")).isEmpty();
        assertThat(atOnce.open().orElseThrow().count()).isEqualTo(2);
    }

    /** Against a slow and plain reading of the same rules. */
    @Test
    void itIsWhatTheRulesSayForAnyRowOfPictures() {
        Random random = new Random(7);
        for (int row = 0; row < 2000; row++) {
            StringBuilder signs = new StringBuilder();
            while (signs.length() < 60) {
                signs.append((random.nextBoolean() ? "#" : ".").repeat(1 + random.nextInt(7)));
            }
            IncidentTracker any = new IncidentTracker(Duration.ofSeconds(3), Duration.ofSeconds(3));
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < signs.length(); i++) {
                Sign sign = signs.charAt(i) == '#' ? Sign.WRONG : Sign.RIGHT;
                any.observe(at(i), at(i), sign, () -> "")
                        .ifPresent(change -> seen.add(seconds(change.start()) + "-"
                                + change.end().map(IncidentTrackerTest::seconds).orElse("")));
            }
            assertThat(seen).as("%s", signs).isEqualTo(expected(signs.toString()));
        }
    }

    private static String seconds(Instant time) {
        return Long.toString(Duration.between(START, time).toSeconds());
    }

    private static List<String> expected(String signs) {
        List<String> expected = new ArrayList<>();
        int at = 0;
        while (true) {
            int begin = signs.indexOf("####", at);
            if (begin < 0) {
                return expected;
            }
            expected.add(begin + "-");
            int end = signs.indexOf("....", begin);
            if (end < 0) {
                return expected;
            }
            expected.add(begin + "-" + end);
            at = end;
        }
    }
}
