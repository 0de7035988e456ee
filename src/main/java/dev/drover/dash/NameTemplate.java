package dev.drover.dash;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code $…$} identifiers of a SegmentTemplate (ISO/IEC 23009-1, 5.3.9.4.4). */
final class NameTemplate {
    private static final Pattern IDENTIFIER =
            Pattern.compile("\\$(?:(RepresentationID|Number|Bandwidth|Time)(?:%0([1-9][0-9]?)d)?)?\\$");

    private NameTemplate() {}

    /** Puts in what is the same for all segments and leaves {@code $Number$}, {@code $Time$} and {@code $$} alone. */
    static String settle(String template, String representationId, String bandwidth) {
        Matcher matcher = IDENTIFIER.matcher(template);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            literal(template, end, matcher.start(), out);
            end = matcher.end();
            String name = matcher.group(1) == null ? "" : matcher.group(1);
            switch (name) {
                case "RepresentationID" -> out.append(representationId.replace("$", "$$"));
                case "Bandwidth" -> out.append(padded(bandwidth, matcher.group(2)));
                default -> out.append(matcher.group());
            }
        }
        literal(template, end, template.length(), out);
        return out.toString();
    }

    /** The name of one segment; the template has been settled. */
    static String expand(String template, long number, OptionalLong time) {
        Matcher matcher = IDENTIFIER.matcher(template);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            out.append(template, end, matcher.start());
            end = matcher.end();
            String name = matcher.group(1) == null ? "" : matcher.group(1);
            switch (name) {
                case "Number" -> out.append(padded(Long.toString(number), matcher.group(2)));
                case "Time" ->
                    out.append(padded(
                            Long.toString(time.orElseThrow(() -> new ManifestException(
                                    "The manifest names segments by $Time$ but has no SegmentTimeline"))),
                            matcher.group(2)));
                default -> out.append('$');
            }
        }
        return out.append(template, end, template.length()).toString();
    }

    /** Whether the settled template gives each segment a name of its own. */
    static boolean varies(String template) {
        Matcher matcher = IDENTIFIER.matcher(template);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                return true;
            }
        }
        return false;
    }

    private static void literal(String template, int from, int to, StringBuilder out) {
        String text = template.substring(from, to);
        if (text.indexOf('$') >= 0) {
            throw new ManifestException(
                    "The manifest has a segment name with an unknown $…$ part: " + ManifestParser.quote(template));
        }
        out.append(text);
    }

    private static String padded(String digits, String width) {
        int missing = width == null ? 0 : Integer.parseInt(width) - digits.length();
        return missing > 0 ? "0".repeat(missing) + digits : digits;
    }
}
