package dev.drover.clips;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiException;

/**
 * Which clips are to be listed.
 *
 * @param camera one camera; empty for all
 * @param states of their rows, as a JSON array; empty for all
 * @param from   only windows that end after this
 * @param to     only windows that begin before this
 * @param limit  how many at most
 * @param offset how many of the newest to leave out
 */
@RegisterForReflection
public record ClipQuery(String camera, String states, Instant from, Instant to, int limit, int offset) {

    private static final Map<String, String> STATES = Map.of(
            "pending", "[\"WAITING\"]",
            "processing", "[\"RUNNING\"]",
            "done", "[\"DONE\"]",
            "failed", "[\"DEAD\",\"DROPPED\",\"INCOMPLETE\"]");

    public long fromMillis() {
        return from.toEpochMilli();
    }

    public long toMillis() {
        return to.equals(Instant.MAX) ? Long.MAX_VALUE : to.toEpochMilli();
    }

    /** Reads what clients ask for. */
    @Named("clipQueries")
    @Singleton
    @RegisterForReflection
    public static class Reader {

        private static final int MOST = 500;

        private final ClipTimes times;
        private final SegmentIndex segments;

        public Reader(ClipTimes times, SegmentIndex segments) {
            this.times = times;
            this.segments = segments;
        }

        /**
         * The query of the parameters of a request.
         *
         * @param query all of them, as they stand behind the question mark; those that are none of ours are left alone. May be null
         * @throws ApiException 422 with all that is wrong
         */
        public ClipQuery read(String query) throws ApiException {
            ClipRequests.Faults faults = new ClipRequests.Faults();
            Map<String, List<String>> parameters = parameters(query, faults);
            String status = text(parameters, "status");
            if (!status.isEmpty() && !STATES.containsKey(status)) {
                faults.add(
                        "enum",
                        List.of("query", "status"),
                        "Input should be 'pending', 'processing', 'done' or 'failed'",
                        status);
            }
            Instant from = time(parameters, "from", Instant.EPOCH, faults);
            Instant to = time(parameters, "to", Instant.MAX, faults);
            int limit = number(parameters, "limit", 50, 1, MOST, faults);
            int offset = number(parameters, "offset", 0, 0, 1_000_000_000, faults);
            faults.demandNone();
            return new ClipQuery(
                    segments.spelled(text(parameters, "camera_id")),
                    STATES.getOrDefault(status, ""),
                    from,
                    to,
                    limit,
                    offset);
        }

        private static Map<String, List<String>> parameters(String query, ClipRequests.Faults faults) {
            try {
                return query == null ? Map.of() : new QueryStringDecoder(query, false).parameters();
            } catch (IllegalArgumentException broken) {
                faults.add("value_error", List.of("query"), "Two digits should follow each %; write % as %25", query);
                return Map.of();
            }
        }

        private Instant time(
                Map<String, List<String>> parameters, String name, Instant otherwise, ClipRequests.Faults faults) {
            String given = text(parameters, name);
            if (given.isEmpty()) {
                return otherwise;
            }
            return times.moment(given).map(ClipTimes.Moment::instant).orElseGet(() -> {
                faults.add(
                        "datetime_parsing",
                        new ArrayList<>(List.of("query", name)),
                        "Input should be a valid datetime; write + as %2B",
                        given);
                return otherwise;
            });
        }

        private static int number(
                Map<String, List<String>> parameters,
                String name,
                int otherwise,
                int least,
                int most,
                ClipRequests.Faults faults) {
            String given = text(parameters, name);
            if (given.isEmpty()) {
                return otherwise;
            }
            if (given.matches("\\d{1,10}") && Long.parseLong(given) >= least && Long.parseLong(given) <= most) {
                return Integer.parseInt(given);
            }
            faults.add(
                    "int_parsing",
                    new ArrayList<>(List.of("query", name)),
                    "Input should be a whole number from " + least + " to " + most,
                    given);
            return otherwise;
        }

        private static String text(Map<String, List<String>> parameters, String name) {
            return parameters.getOrDefault(name, List.of("")).get(0).strip();
        }
    }
}
