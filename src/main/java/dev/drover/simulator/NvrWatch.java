package dev.drover.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Watches how the NVR is treated. Keeps counts and the latest requests only. Safe for use by several threads. */
final class NvrWatch {

    private static final double NANOS_PER_MS = 1e6;

    /** A request under way. */
    static final class Flight {
        final Instant received;
        final long begun;
        private final String method;
        private final String path;
        private final String query;
        private String body = "";
        private List<String> commands = List.of();
        private OptionalInt channel = OptionalInt.empty();
        private boolean authenticated;
        private NvrAnswer answer = NvrAnswer.of(Answer.never(), false);

        Flight(Instant received, long begun, String method, String path, String query) {
            this.received = received;
            this.begun = begun;
            this.method = method;
            this.path = path;
            this.query = query;
        }

        /** What it is about; known once its body is here. */
        void is(String sent, NvrCall call) {
            body = sent;
            commands = call.names();
            channel = call.channel();
        }

        void hasSession() {
            authenticated = true;
        }

        void gets(NvrAnswer given) {
            answer = given;
        }
    }

    private final int limit;
    private final long start;
    private final Deque<NvrRequest> latest = new ArrayDeque<>();
    /** In the order in which they came. */
    private final Set<Flight> underWay = new LinkedHashSet<>();

    private long lastEnd = Long.MIN_VALUE;
    private boolean lastLeft;
    private boolean lastAuthenticated;
    private Counts counts = new Counts();

    /** What begins anew when the evidence is cleared. */
    private static final class Counts {
        private final Map<Integer, Long> codes = new TreeMap<>();
        private final long[] asked = new long[NvrChannel.MOST];
        private final long[] whole = new long[NvrChannel.MOST];
        private OptionalDouble gap = OptionalDouble.empty();
        private OptionalDouble sessionGap = OptionalDouble.empty();
        private OptionalDouble gapAfterLeaving = OptionalDouble.empty();
        private long requests;
        private int mostRequests;
        private int mostSessions;
        private long parallel;
        private long logins;
        private long granted;
        private long full;
        private long wrongPasswords;
        private long loginsAfterWrong;
        private long poisoned;
        private long logouts;
        private long strayLogouts;
        private long withoutSession;
        private long passwordsInAddresses;
        private long reboots;
    }

    NvrWatch(int limit, long start) {
        this.limit = limit;
        this.start = start;
    }

    // ---- requests

    synchronized void begins(Flight flight) {
        underWay.add(flight);
    }

    /** Whether no other request is under way. */
    synchronized boolean isAlone(Flight flight) {
        return underWay.size() == 1 && underWay.contains(flight);
    }

    /**
     * The request is complete and about to be decided on.
     *
     * @return whether it came while another was under way
     */
    synchronized boolean isParallel(Flight flight) {
        counts.requests++;
        counts.mostRequests = Math.max(counts.mostRequests, underWay.size());
        boolean first = underWay.iterator().next() == flight;
        boolean overtook = lastEnd > flight.begun;
        if (first && overtook && lastLeft) {
            return false; // When exactly the client left, nobody knows
        }
        boolean parallel = !first || overtook;
        if (parallel) {
            counts.parallel++;
        }
        return parallel;
    }

    /** The same moment, once it is known whether the request has a session. */
    synchronized void measureGap(Flight flight, boolean parallel) {
        if (!parallel && (lastEnd == Long.MIN_VALUE || lastEnd > flight.begun)) {
            return;
        }
        double gap = parallel ? 0 : (flight.begun - lastEnd) / NANOS_PER_MS;
        if (!parallel && lastLeft) {
            counts.gapAfterLeaving = smaller(counts.gapAfterLeaving, gap);
            return;
        }
        counts.gap = smaller(counts.gap, gap);
        if (flight.authenticated && lastAuthenticated) {
            counts.sessionGap = smaller(counts.sessionGap, gap);
        }
    }

    private static OptionalDouble smaller(OptionalDouble least, double value) {
        return OptionalDouble.of(Math.min(least.orElse(value), value));
    }

    /** The last byte is about to go, or there will be none. Of several calls for a request the first counts. */
    synchronized void ends(Flight flight, long now, boolean left) {
        if (!underWay.remove(flight)) {
            return;
        }
        lastEnd = now;
        lastLeft = left;
        lastAuthenticated = flight.authenticated;
        NvrAnswer given = flight.answer;
        if (!left) {
            given.codes().stream().filter(code -> code != 0).forEach(code -> counts.codes.merge(code, 1L, Long::sum));
            given.picture().filter(mark -> given.fine()).ifPresent(mark -> counts.whole[mark.channel()]++);
        }
        latest.add(new NvrRequest(
                flight.received,
                (flight.begun - start) / NANOS_PER_MS,
                (now - start) / NANOS_PER_MS,
                flight.method,
                flight.path,
                flight.query,
                flight.body,
                flight.commands,
                flight.channel,
                flight.authenticated,
                given.answer().status(),
                given.codes(),
                given.picture().map(mark -> OptionalInt.of(mark.number())).orElse(OptionalInt.empty()),
                given.answer().body().length,
                left ? NvrRequest.Outcome.LEFT : outcome(given)));
        if (latest.size() > limit) {
            latest.remove();
        }
    }

    private static NvrRequest.Outcome outcome(NvrAnswer given) {
        if (given.answer().delivery() != Answer.Delivery.WHOLE) {
            return NvrRequest.Outcome.BROKEN;
        }
        return given.fine() ? NvrRequest.Outcome.FINE : NvrRequest.Outcome.SPOILT;
    }

    synchronized void asksForSnapshot(int channel) {
        counts.asked[channel]++;
    }

    // ---- sessions

    synchronized void login() {
        counts.logins++;
        if (counts.wrongPasswords > 0) {
            counts.loginsAfterWrong++;
        }
    }

    synchronized void granted(int sessions) {
        counts.granted++;
        counts.mostSessions = Math.max(counts.mostSessions, sessions);
    }

    synchronized void full() {
        counts.full++;
    }

    synchronized void wrongPassword() {
        counts.wrongPasswords++;
    }

    synchronized void poisoned() {
        counts.poisoned++;
    }

    synchronized void logout(boolean stray) {
        if (stray) {
            counts.strayLogouts++;
        } else {
            counts.logouts++;
        }
    }

    synchronized void withoutSession() {
        counts.withoutSession++;
    }

    synchronized void passwordInAddress() {
        counts.passwordsInAddresses++;
    }

    synchronized void rebooted() {
        counts.reboots++;
    }

    // ---- what there is to tell

    /** @param availableMs for how long each channel could have been asked */
    synchronized NvrEvidence evidence(List<Integer> channels, IntToLongFunction availableMs) {
        return new NvrEvidence(
                counts.requests,
                counts.mostRequests,
                counts.mostSessions,
                counts.gap,
                counts.sessionGap,
                counts.gapAfterLeaving,
                counts.parallel,
                counts.logins,
                counts.granted,
                counts.full,
                counts.wrongPasswords,
                counts.loginsAfterWrong,
                counts.poisoned,
                counts.logouts,
                counts.strayLogouts,
                counts.withoutSession,
                counts.passwordsInAddresses,
                counts.reboots,
                Map.copyOf(counts.codes),
                IntStream.range(0, NvrChannel.MOST)
                        .filter(channels::contains)
                        .mapToObj(channel -> new NvrEvidence.Pictures(
                                channel,
                                counts.asked[channel],
                                counts.whole[channel],
                                availableMs.applyAsLong(channel)))
                        .toList());
    }

    /** The latest requests, in the order in which they ended. */
    synchronized List<NvrRequest> requests() {
        return new ArrayList<>(latest);
    }

    /**
     * Begins the counts anew. Gaps are measured from here on; what is under way stays so.
     *
     * @param sessions how many there are
     */
    synchronized void clear(int sessions) {
        latest.clear();
        counts = new Counts();
        counts.mostSessions = sessions;
        lastEnd = Long.MIN_VALUE;
    }
}
