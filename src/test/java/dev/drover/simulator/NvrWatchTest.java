package dev.drover.simulator;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How requests, overlaps and gaps are told from one another, to the millisecond. */
class NvrWatchTest {

    private static final long MS = 1_000_000L;

    private final NvrWatch watch = new NvrWatch(10, 0);

    private NvrWatch.Flight begins(long ms) {
        NvrWatch.Flight flight = new NvrWatch.Flight(Instant.EPOCH, ms * MS, "GET", "/", "");
        watch.begins(flight);
        return flight;
    }

    private boolean decided(NvrWatch.Flight flight, boolean session) {
        boolean parallel = watch.isParallel(flight);
        if (session) {
            flight.hasSession();
        }
        watch.measureGap(flight, parallel);
        return parallel;
    }

    private NvrEvidence evidence() {
        return watch.evidence(List.of(), channel -> 0);
    }

    @Test
    void theGapIsFromTheEndOfOneToTheBeginOfTheNext() {
        NvrWatch.Flight first = begins(100);
        assertThat(decided(first, false)).isFalse();
        assertThat(evidence().smallestGapMs()).isEmpty();
        watch.ends(first, 300 * MS, false);
        NvrWatch.Flight second = begins(800);
        assertThat(decided(second, true)).isFalse();
        watch.ends(second, 900 * MS, false);
        assertThat(evidence().smallestGapMs()).hasValue(500);
        assertThat(evidence().smallestSessionGapMs()).isEmpty();
        assertThat(decided(begins(1500), true)).isFalse();
        assertThat(evidence().smallestGapMs()).hasValue(500);
        assertThat(evidence().smallestSessionGapMs()).hasValue(600);
        assertThat(evidence().mostRequests()).isEqualTo(1);
    }

    @Test
    void onlyTheLaterOfTwoIsParallel() {
        NvrWatch.Flight first = begins(100);
        assertThat(watch.isAlone(first)).isTrue();
        NvrWatch.Flight second = begins(101);
        assertThat(watch.isAlone(second)).isFalse();
        assertThat(decided(first, true)).isFalse();
        assertThat(decided(second, true)).isTrue();
        assertThat(evidence().parallel()).isEqualTo(1);
        assertThat(evidence().mostRequests()).isEqualTo(2);
        assertThat(evidence().smallestGapMs()).hasValue(0);
    }

    @Test
    void whoBeginsBeforeTheOtherHasEndedIsParallelEvenIfItIsDecidedLater() {
        NvrWatch.Flight first = begins(100);
        decided(first, true);
        NvrWatch.Flight second = begins(200);
        watch.ends(first, 201 * MS, false);
        assertThat(decided(second, true)).isTrue();
    }

    @Test
    void whenAClientThatLeftDidSoIsNotHeldAgainstIt() {
        NvrWatch.Flight first = begins(100);
        decided(first, true);
        NvrWatch.Flight second = begins(700);
        watch.ends(first, 701 * MS, true);
        assertThat(decided(second, true)).isFalse();
        assertThat(evidence().smallestGapMs()).isEmpty();
        assertThat(watch.requests()).hasSize(1);
    }

    @Test
    void theGapAfterAClientThatLeftIsOneOfItsOwn() {
        NvrWatch.Flight first = begins(100);
        decided(first, true);
        watch.ends(first, 200 * MS, true);
        assertThat(decided(begins(201), true)).isFalse();
        assertThat(evidence().smallestGapMs()).isEmpty();
        assertThat(evidence().smallestGapAfterLeavingMs()).hasValue(1);
    }

    @Test
    void anEndIsCountedOnce() {
        NvrWatch.Flight first = begins(100);
        decided(first, true);
        watch.ends(first, 200 * MS, false);
        watch.ends(first, 300 * MS, true);
        assertThat(watch.requests()).extracting(NvrRequest::endedMs).containsExactly(200.0);
    }

    @Test
    void clearingBeginsAnew() {
        NvrWatch.Flight first = begins(100);
        decided(first, true);
        watch.ends(first, 200 * MS, false);
        watch.clear(1);
        decided(begins(201), true);
        assertThat(evidence().smallestGapMs()).isEmpty();
        assertThat(evidence().requests()).isEqualTo(1);
        assertThat(evidence().mostSessions()).isEqualTo(1);
    }

    @Test
    void onlyTheLatestRequestsAreKept() {
        for (int i = 0; i < 25; i++) {
            NvrWatch.Flight flight = begins(10 * i);
            decided(flight, true);
            watch.ends(flight, (10 * i + 1) * MS, false);
        }
        assertThat(watch.requests()).hasSize(10);
        assertThat(watch.requests().get(9).receivedMs()).isEqualTo(240);
        assertThat(evidence().requests()).isEqualTo(25);
    }
}
