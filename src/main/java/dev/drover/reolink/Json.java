package dev.drover.reolink;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.drover.PlainText;

/** Lenient reading of what a recorder says: every field may be missing, null, or a number in quotes. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1 << 16)
                            .maxDocumentLength(4L << 20)
                            .build())
                    .build())
            .build();

    private Json() {}

    /** On one line and without what steers a terminal; empty for blank ones. */
    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(PlainText.of(value.asText()).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    static OptionalLong number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return OptionalLong.of(value.asLong());
        }
        return value.isTextual() && value.asText().strip().matches("-?\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(value.asText().strip()))
                : OptionalLong.empty();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).filter(node -> !node.isNull())
                : Stream.of();
    }
}
