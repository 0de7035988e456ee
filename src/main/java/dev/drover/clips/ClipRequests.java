package dev.drover.clips;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiAnswer;
import dev.drover.api.ApiException;

/** Reads what clients ask for. Every fault of a request is told, as pydantic tells it. */
@Named("clipRequests")
@Singleton
@RegisterForReflection
public class ClipRequests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final double USUAL_SECONDS = 20;
    /** Less than a millisecond is none. */
    private static final double SHORTEST_SECONDS = 0.001;

    /** What is farther in the future would only keep its place in the queue. */
    private static final Duration FARTHEST_AHEAD = Duration.ofHours(24);

    private static final int LONGEST_CAMERA = 255;
    private static final int LONGEST_KEY = 255;

    /** Of what a client has sent, so many characters are sent back at most. */
    private static final int LONGEST_INPUT = 100;

    private final ClipSettings settings;
    private final ClipTimes times;
    private final SegmentIndex segments;
    private final Clock clock;

    public ClipRequests(ClipSettings settings, ClipTimes times, SegmentIndex segments, Clock clock) {
        this.segments = segments;
        this.settings = settings;
        this.times = times;
        this.clock = clock;
    }

    /**
     * The request that a client sends as JSON.
     *
     * @param body           what it sends; may be null
     * @param contentType    as it says; may be null. Pages of other sites can send everything but JSON without asking
     * @param idempotencyKey as in its header; may be null
     * @throws ApiException 422 with all that is wrong
     */
    public ClipRequest read(String body, String contentType, String idempotencyKey) throws ApiException {
        Faults faults = new Faults();
        JsonNode json = parsed(body, contentType, faults);
        String camera = faults.text(json, "camera_id");
        Optional<ClipTimes.Moment> moment = moment(json, faults);
        Optional<Double> duration = faults.seconds(json, "duration", false);
        Optional<Double> before = faults.seconds(json, "before", true);
        Optional<Double> after = faults.seconds(json, "after", true);
        Cut cut = cut(json, faults);
        String key = idempotencyKey == null ? "" : idempotencyKey.strip();
        if (key.length() > LONGEST_KEY) {
            faults.add(
                    "string_too_long",
                    List.of("header", "Idempotency-Key"),
                    "String should have at most " + LONGEST_KEY + " characters",
                    key);
        }
        double most = ClipTimes.seconds(settings.maxLength());
        if (before.isPresent() || after.isPresent()) {
            double sum = before.orElse(0.0) + after.orElse(0.0);
            if (duration.isPresent()) {
                faults.add(
                        "value_error",
                        List.of("body", "duration"),
                        "Give either duration, or before and after",
                        json.get("duration"));
            } else if (faults.none() && sum < SHORTEST_SECONDS) {
                faults.add(
                        "greater_than",
                        List.of("body", "before"),
                        "before and after should be greater than 0 together",
                        sum);
            } else if (sum > most) {
                faults.add(
                        "less_than_equal",
                        List.of("body", "before"),
                        "before and after should be less than or equal to " + plain(most) + " seconds together",
                        sum);
            }
        } else if (duration.filter(seconds -> seconds > most).isPresent()) {
            faults.add(
                    "less_than_equal",
                    List.of("body", "duration"),
                    "Input should be less than or equal to " + plain(most) + " seconds",
                    json.get("duration"));
        }
        faults.demandNone();
        double whole = duration.orElse(USUAL_SECONDS);
        boolean sides = before.isPresent() || after.isPresent();
        return new ClipRequest(
                camera,
                moment.orElseThrow().instant(),
                moment.orElseThrow().other(),
                duration(sides ? before.orElse(0.0) : whole * 3 / 4),
                duration(sides ? after.orElse(0.0) : whole / 4),
                cut,
                key,
                "",
                moment.orElseThrow().note().map(List::of).orElse(List.of()));
    }

    /**
     * The same, from another flow, or from whoever checks its type himself.
     *
     * @throws ApiException 422 with all that is wrong
     */
    public ClipRequest json(String body, String idempotencyKey) throws ApiException {
        return read(body, "application/json", idempotencyKey);
    }

    /**
     * The order that follows from a request. The same idempotency key makes the same clip id.
     *
     * @throws ApiException 422 where it is longer than clips may be, or too far in the future
     */
    public ClipOrder order(ClipRequest request) throws ApiException {
        Duration length = request.before().plus(request.after());
        if (length.compareTo(settings.maxLength()) > 0) {
            Faults faults = new Faults();
            faults.add(
                    "less_than_equal",
                    List.of("body", "duration"),
                    "Input should be less than or equal to " + plain(ClipTimes.seconds(settings.maxLength()))
                            + " seconds",
                    length.toSeconds());
            faults.demandNone();
        }
        Instant now = clock.instant();
        Instant latest = now.plus(FARTHEST_AHEAD);
        if (request.to().isAfter(latest)) {
            Faults faults = new Faults();
            faults.add(
                    "less_than_equal",
                    List.of("body", "timestamp"),
                    "The window should end within " + FARTHEST_AHEAD.toHours() + " hours from now, before "
                            + times.written(latest),
                    times.written(request.to()));
            faults.demandNone();
        }
        UUID id = request.idempotencyKey().isEmpty()
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(request.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        return new ClipOrder(
                id.toString(),
                segments.spelled(request.camera()),
                request.timestamp(),
                request.from(),
                request.to(),
                request.cut(),
                Instant.ofEpochMilli(now.toEpochMilli()),
                request.notes());
    }

    private JsonNode parsed(String body, String contentType, Faults faults) throws ApiException {
        if (body == null || body.isBlank()) {
            faults.add("missing", List.of("body"), "Field required", null);
            faults.demandNone();
        }
        JsonNode json = null;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException | NumberFormatException broken) {
            long at = broken instanceof JsonProcessingException told && told.getLocation() != null
                    ? Math.max(0, told.getLocation().getCharOffset())
                    : 0;
            faults.add("json_invalid", List.of("body", at), "JSON decode error", Map.of())
                    .put("ctx", Map.of("error", words(broken)));
            faults.demandNone();
        }
        boolean told = contentType != null
                && contentType.toLowerCase(Locale.ROOT).matches("application/([a-z.+-]+\\+)?json\\b.*");
        if (json == null || !json.isObject() || !told) {
            faults.add(
                    "model_attributes_type",
                    List.of("body"),
                    "Input should be a valid dictionary or object to extract fields from"
                            + (told ? "" : "; send it with Content-Type: application/json"),
                    told ? json : body);
            faults.demandNone();
        }
        return json;
    }

    private static String words(Exception broken) {
        if (broken instanceof JsonEOFException) {
            return "It ends too early";
        }
        if (broken instanceof StreamConstraintsException || broken instanceof NumberFormatException) {
            return "It is nested too deeply, or a number in it is too large";
        }
        return broken instanceof MismatchedInputException
                ? "There is more behind its end"
                : "What stands there cannot be in JSON";
    }

    private Optional<ClipTimes.Moment> moment(JsonNode json, Faults faults) {
        JsonNode given = json.get("timestamp");
        if (given == null) {
            faults.missing(json, "timestamp");
            return Optional.empty();
        }
        Optional<ClipTimes.Moment> moment = given.isTextual()
                ? times.moment(given.textValue())
                : given.isNumber() ? times.moment(given.doubleValue()) : Optional.empty();
        if (moment.isEmpty()) {
            faults.add(
                    given.isTextual() || given.isNumber() ? "datetime_parsing" : "datetime_type",
                    List.of("body", "timestamp"),
                    "Input should be a valid datetime such as 2025-09-06T14:30:15 or 2025-09-06T14:30:15+02:00",
                    given);
        }
        return moment;
    }

    private static Cut cut(JsonNode json, Faults faults) {
        JsonNode given = json.get("cut");
        if (given == null || given.isNull()) {
            return Cut.SEGMENTS;
        }
        for (Cut cut : Cut.values()) {
            if (given.isTextual() && cut.name().toLowerCase(Locale.ROOT).equals(given.textValue())) {
                return cut;
            }
        }
        faults.add("enum", List.of("body", "cut"), "Input should be 'segments', 'fast' or 'exact'", given)
                .put("ctx", Map.of("expected", "'segments', 'fast' or 'exact'"));
        return Cut.SEGMENTS;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** What is wrong with one request. */
    static final class Faults {

        private final List<Map<String, Object>> found = new ArrayList<>();

        /** Notes a fault; more about it can be put into the answer. */
        Map<String, Object> add(String type, List<Object> where, String message, Object input) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("type", type);
            fault.put("loc", where);
            fault.put("msg", message);
            fault.put("input", beginning(input));
            found.add(fault);
            return fault;
        }

        /** The same, as long as it is short; else how it begins. */
        private static Object beginning(Object input) {
            String text = String.valueOf(input);
            return text.length() > LONGEST_INPUT ? text.substring(0, LONGEST_INPUT) + "…" : input;
        }

        void missing(JsonNode json, String field) {
            add("missing", List.of("body", field), "Field required", json);
        }

        boolean none() {
            return found.isEmpty();
        }

        void demandNone() throws ApiException {
            if (!none()) {
                throw ApiException.invalid(found);
            }
        }

        /** 422 with all of them. */
        ApiAnswer answer() {
            return ApiAnswer.error(422, found);
        }

        private String text(JsonNode json, String field) {
            JsonNode given = json.get(field);
            if (given == null) {
                missing(json, field);
            } else if (!given.isTextual()) {
                add("string_type", List.of("body", field), "Input should be a valid string", given);
            } else if (given.textValue().isEmpty()) {
                add("string_too_short", List.of("body", field), "String should have at least 1 character", given);
            } else if (given.textValue().length() > LONGEST_CAMERA) {
                add(
                        "string_too_long",
                        List.of("body", field),
                        "String should have at most " + LONGEST_CAMERA + " characters",
                        given);
            } else {
                return given.textValue();
            }
            return "";
        }

        private Optional<Double> seconds(JsonNode json, String field, boolean none) {
            JsonNode given = json.get(field);
            if (given == null || given.isNull()) {
                return Optional.empty();
            }
            boolean number = given.isNumber()
                    || (given.isTextual() && given.textValue().matches("\\s*[+-]?\\d{1,12}(\\.\\d{1,9})?\\s*"));
            if (!number) {
                add("float_parsing", List.of("body", field), "Input should be a valid number of seconds", given);
                return Optional.empty();
            }
            double seconds = given.isNumber() ? given.doubleValue() : Double.parseDouble(given.textValue());
            if (none ? seconds < 0 : seconds < SHORTEST_SECONDS) {
                add(
                        none ? "greater_than_equal" : "greater_than",
                        List.of("body", field),
                        "Input should be greater than " + (none ? "or equal to 0" : "0") + " seconds",
                        given);
                return Optional.empty();
            }
            return Optional.of(seconds);
        }
    }
}
