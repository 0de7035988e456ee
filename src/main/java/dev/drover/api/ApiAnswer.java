package dev.drover.api;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An answer to a client.
 *
 * @param status   of HTTP
 * @param type     of the content
 * @param text     the content; empty for none
 * @param location where to look for more; empty for nowhere
 * @param retryAfter in how many seconds to ask again; empty where that is not the question
 */
@RegisterForReflection
public record ApiAnswer(int status, String type, String text, Optional<String> location, Optional<Integer> retryAfter) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A JSON document. */
    public static ApiAnswer json(int status, Object document) {
        try {
            return new ApiAnswer(
                    status, "application/json", JSON.writeValueAsString(document), Optional.empty(), Optional.empty());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An error, as all of them look. */
    public static ApiAnswer error(int status, Object detail) {
        return json(status, Map.of("detail", detail));
    }

    /** Done, and nothing to tell of it. */
    public static ApiAnswer nothing() {
        return new ApiAnswer(204, "", "", Optional.empty(), Optional.empty());
    }

    public static ApiAnswer content(String type, String text) {
        return new ApiAnswer(200, type, text, Optional.empty(), Optional.empty());
    }

    public ApiAnswer at(String place) {
        return new ApiAnswer(status, type, text, Optional.of(place), retryAfter);
    }

    public ApiAnswer in(Optional<Integer> seconds) {
        return new ApiAnswer(status, type, text, location, seconds);
    }

    /** Whether it says where to look for more. */
    public boolean placed() {
        return location.isPresent();
    }

    /** Whether it says when to ask again. */
    public boolean delayed() {
        return retryAfter.isPresent();
    }

    public String place() {
        return location.orElse("");
    }

    public int delay() {
        return retryAfter.orElse(0);
    }
}
