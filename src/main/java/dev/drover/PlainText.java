package dev.drover;

/**
 * Text from outside as it may be shown in a terminal and in a log: on one line, and without what steers a terminal or changes the
 * order of letters. Control characters and line ends become spaces, format characters nothing, but for those that join letters
 * and emoji.
 */
public final class PlainText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PlainText() {}

    /** That of a text; of the same length or shorter. */
    public static String of(String text) {
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
}
