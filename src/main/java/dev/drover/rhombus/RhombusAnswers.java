package dev.drover.rhombus;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.PlainText;

/**
 * Turns calls into JSON and answers into records or typed refusals.
 *
 * <p>Rhombus has two error channels, and both are read: the HTTP status, and {@code "error": true} in a 200 answer. A throttled
 * answer is plain text.
 */
@Named("rhombusAnswers")
@Singleton
@RegisterForReflection
public class RhombusAnswers {

    private static final int QUOTED = 160;

    private final RhombusSettings settings;

    public RhombusAnswers(RhombusSettings settings) {
        this.settings = settings;
    }

    /** The JSON body of a call. */
    public String json(RhombusCall call) {
        try {
            return Json.MAPPER.writeValueAsString(call.request());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a 200 answer to the call means. */
    public Object read(RhombusCall call, InputStream answer) throws IOException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(answer);
        } catch (JsonProcessingException notJson) {
            throw new RhombusException.Unavailable(
                    "Rhombus answered " + call.path() + " with something that is not JSON; is rhombus.api-url ("
                            + settings.apiUrl() + ") the address of the REST API?");
        }
        if (json == null || !json.isObject()) {
            throw new RhombusException.Unavailable("Rhombus gave an empty answer to " + call.path());
        }
        if (Json.isTrue(json, "error")) {
            throw new RhombusException.Rejected("Rhombus refused " + call.path() + ": "
                    + Json.text(json, "errorMsg").orElse("no reason given"));
        }
        return call.read(json);
    }

    /** Milliseconds a 429 answer asks to wait; a second where it says nothing usable, at most a minute. */
    public long waitMillis(Object retryAfter) {
        Duration wait = Optional.of(String.valueOf(retryAfter))
                .filter(seconds -> seconds.strip().matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.strip())))
                .orElse(Duration.ofSeconds(1));
        return Math.min(Math.max(wait.toMillis(), 100), 60_000);
    }

    /** Why an answer other than 200 came, as the exception that the error policies know. */
    public Object refuse(RhombusCall call, int status, String answer) {
        String said = status + quote(answer);
        switch (status) {
            case 401 -> throw new RhombusException.AccessRefused(keyRefused(said));
            case 403 -> throw new RhombusException.NotPermitted(keyRefused(said));
            case 404, 405 ->
                throw new RhombusException.UnknownOperation("Rhombus at " + settings.apiUrl() + " does not know "
                        + call.path() + " (" + said + "). Check rhombus.api-url");
            case 429 ->
                throw new RhombusException.TooManyRequests("Rhombus is throttling this organisation (" + said + ")");
            default -> {
                if (status >= 500) {
                    throw new RhombusException.Unavailable(
                            "Rhombus could not answer " + call.path() + " (" + said + ")");
                }
                throw new RhombusException.Rejected("Rhombus refused " + call.path() + " (" + said + ")");
            }
        }
    }

    private String keyRefused(String said) {
        return "Rhombus refused the API key (" + said
                + "). Check RHOMBUS_API_KEY, its permissions, and that rhombus.api-url (" + settings.apiUrl()
                + ") is the region the key belongs to";
    }

    /** The vendor's own words, shortened and on one line; never more than that gets into a log. */
    private static String quote(String answer) {
        String line = answer.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return "";
        }
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            Optional<String> words = Json.text(json, "errorMsg").or(() -> Json.text(json, "msg"));
            if (words.isPresent()) {
                line = words.get();
            }
        } catch (JsonProcessingException plainText) {
            // plain text, as a throttled answer is
        }
        line = PlainText.of(line);
        return ": " + (line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line);
    }
}
