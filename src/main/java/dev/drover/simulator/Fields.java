package dev.drover.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Reads the fields of a request as strictly as the vendor types them; null is the same as absent. */
record Fields(JsonObject json) {

    Optional<String> string(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw mismatch(name, "a string", value);
    }

    OptionalLong int64(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Integer || value instanceof Long) {
            return OptionalLong.of(((Number) value).longValue());
        }
        throw mismatch(name, "an integer (int64)", value);
    }

    OptionalLong int32(String name) {
        OptionalLong value = int64(name);
        if (value.isPresent() && value.getAsLong() != (int) value.getAsLong()) {
            throw mismatch(name, "an integer (int32)", value.getAsLong());
        }
        return value;
    }

    Optional<Boolean> bool(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        throw mismatch(name, "a boolean", value);
    }

    List<String> strings(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw mismatch(name, "an array of strings", value);
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object item = array.getValue(i);
            if (item instanceof String text) {
                strings.add(text);
            } else if (item != null) {
                throw mismatch(name, "an array of strings", item);
            }
        }
        return strings;
    }

    private static BadRequest mismatch(String name, String wanted, Object value) {
        return new BadRequest(
                "JSON doesn't match expected object structure: " + name + " must be " + wanted + ", not " + value);
    }
}
