package dev.drover.rhombus;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Lenient reading of vendor JSON: every field may be missing, null, or a number in quotes. */
final class Json {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

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
                ? Optional.of(plain(value.asText())).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /**
     * Text from outside as it may be shown in a terminal and in a log: on one line, and without what steers a terminal or changes the
     * order of letters. Control characters and line ends become spaces, format characters nothing, but for those that join letters
     * and emoji.
     */
    static String plain(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> kept.append(' ');
                case Character.FORMAT, Character.SURROGATE -> {
                    // The others are invisible, or half a character
                    if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
                        kept.appendCodePoint(codePoint);
                    }
                }
                default -> kept.appendCodePoint(codePoint);
            }
        });
        return kept.toString();
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
