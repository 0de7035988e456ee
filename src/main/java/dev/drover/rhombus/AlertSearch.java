package dev.drover.rhombus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;

import static java.util.Comparator.naturalOrder;

/**
 * A search for alerts, page by page, newest first.
 *
 * <p>The next page is asked for by the last item of this one (keyset paging). The search ends with an empty or short page, a
 * page that brings nothing new (a server that ignores the cursor would page for ever), or when enough alerts were found.
 *
 * @param page  the alerts of the current page that no earlier page had
 * @param found how many alerts all pages have brought so far
 * @param seen  their ids, at most {@link AlertQuery#maxAlerts} of them
 * @param newest     start of the newest alert found
 * @param oldestOpen start of the oldest alert found that is not finalized
 */
@RegisterForReflection
public record AlertSearch(
        AlertQuery query,
        List<PolicyAlert> page,
        Optional<PolicyAlert> cursor,
        int found,
        Set<String> seen,
        boolean more,
        Optional<Instant> newest,
        Optional<Instant> oldestOpen) {

    /** Rhombus' documented page size. */
    static final int PAGE_SIZE = 100;

    public static AlertSearch of(AlertQuery query) {
        return new AlertSearch(
                query, List.of(), Optional.empty(), 0, Set.of(), true, Optional.empty(), Optional.empty());
    }

    /** How many alerts the next page may bring. */
    int pageSize() {
        return Math.min(PAGE_SIZE, query.maxAlerts() - found);
    }

    AlertSearch next(List<PolicyAlert> answered) {
        Set<String> known = new HashSet<>(seen);
        List<PolicyAlert> fresh = new ArrayList<>();
        for (PolicyAlert alert : answered) {
            if (fresh.size() < pageSize() && (alert.uuid().isEmpty() || known.add(alert.uuid()))) {
                fresh.add(alert);
            }
        }
        int total = found + fresh.size();
        Optional<PolicyAlert> last =
                answered.stream().filter(PolicyAlert::timed).reduce((earlier, later) -> later);
        boolean canPage =
                !fresh.isEmpty() && answered.size() >= pageSize() && total < query.maxAlerts() && last.isPresent();
        return new AlertSearch(
                query,
                List.copyOf(fresh),
                last.or(() -> cursor),
                total,
                Set.copyOf(known),
                canPage,
                Stream.concat(newest.stream(), starts(fresh)).max(naturalOrder()),
                Stream.concat(
                                oldestOpen.stream(),
                                starts(fresh.stream()
                                        .filter(alert -> !alert.finalized())
                                        .toList()))
                        .min(naturalOrder()));
    }

    private static Stream<Instant> starts(List<PolicyAlert> alerts) {
        return alerts.stream().flatMap(alert -> alert.start().stream());
    }
}
