package dev.drover.rhombus;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.drover.PlainText;

/** Lenient reading of vendor JSON: every field may be missing, null, or a number in quotes. */
final class Json {

    /** Bounded in depth and in the length of one text; the whole answer is bounded by the page size asked for. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 20)
                            .maxDocumentLength(64L << 20)
                            .build())
                    .build())
            .build();

    private Json() {}

    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(PlainText.of(value.asText())).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    static OptionalLong number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return OptionalLong.of(value.asLong());
        }
        return value.isTextual() && value.asText().matches("-?\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(value.asText()))
                : OptionalLong.empty();
    }

    static boolean isTrue(JsonNode node, String field) {
        return "true".equalsIgnoreCase(node.path(field).asText());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).filter(node -> !node.isNull())
                : Stream.of();
    }
}
