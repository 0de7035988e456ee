package dev.drover.rhombus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertSearchTest {

    private static final Instant START = Instant.parse("2025-06-15T12:00:00Z");

    @Test
    void aFullPageLeadsToTheNextByItsLastAlert() {
        AlertSearch first = search(1000).next(alerts(0, 100));
        assertThat(first.more()).isTrue();
        Map<String, Object> request = new RhombusCall.GetPolicyAlerts(first, "getPolicyAlertsV2").request();
        assertThat(request)
                .containsEntry("lastUuid", "99")
                .containsEntry("lastTimestampMs", START.minusSeconds(99).toEpochMilli())
                .containsEntry("maxResults", 100);

        AlertSearch second = first.next(alerts(100, 30));
        assertThat(second.more()).isFalse();
        assertThat(second.found()).isEqualTo(130);
        assertThat(second.page()).hasSize(30);
    }

    @Test
    void anAlertOnTwoPagesIsFoundOnce() {
        List<PolicyAlert> overlapping = new ArrayList<>(alerts(95, 5));
        overlapping.addAll(alerts(100, 20));
        AlertSearch search = search(1000).next(alerts(0, 100)).next(overlapping);
        assertThat(search.page()).hasSize(20);
        assertThat(search.found()).isEqualTo(120);
    }

    @Test
    void aPageThatBringsNothingNewEndsTheSearch() {
        AlertSearch search = search(1000).next(alerts(0, 100)).next(alerts(0, 100));
        assertThat(search.more()).isFalse();
        assertThat(search.page()).isEmpty();
    }

    @Test
    void anEmptyPageEndsTheSearch() {
        assertThat(search(1000).next(List.of()).more()).isFalse();
    }

    @Test
    void asManyAreFoundAsAreWanted() {
        AlertSearch search = search(130);
        assertThat(search.pageSize()).isEqualTo(100);
        search = search.next(alerts(0, 100));
        assertThat(search.pageSize()).isEqualTo(30);
        search = search.next(alerts(100, 100));
        assertThat(search.found()).isEqualTo(130);
        assertThat(search.more()).isFalse();
    }

    @Test
    void alertsWithoutIdAreAllFound() {
        PolicyAlert nameless = alert("", 1, true);
        assertThat(search(10).next(List.of(nameless, nameless)).page()).hasSize(2);
    }

    @Test
    void theNewestAndTheOldestThatMayStillGrowAreKept() {
        AlertSearch search =
                search(1000).next(List.of(alert("a", 0, true), alert("b", 10, false), alert("c", 20, false)));
        assertThat(search.newest()).contains(START);
        assertThat(search.oldestOpen()).contains(START.minusSeconds(20));
    }

    private static AlertSearch search(int most) {
        return AlertSearch.of(
                new AlertQuery(Optional.empty(), Optional.empty(), most, Optional.empty(), Optional.empty()));
    }

    private static List<PolicyAlert> alerts(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> alert(Integer.toString(number), number, true))
                .toList();
    }

    private static PolicyAlert alert(String uuid, int secondsAgo, boolean finalized) {
        return new PolicyAlert(
                uuid,
                Optional.of(START.minusSeconds(secondsAgo)),
                Optional.of(5L),
                List.of(),
                List.of("cam"),
                Optional.empty(),
                "",
                finalized,
                false);
    }
}
