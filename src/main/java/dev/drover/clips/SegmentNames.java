package dev.drover.clips;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a segment begins, by its name: {@code %Y-%m-%d_%H-%M-%S-%f} and the like, as MediaMTX and {@code strftime} write
 * them, with folders of days where the pattern has a {@code /}. Immutable.
 */
final class SegmentNames {

    private static final Set<String> EXTENSIONS = Set.of("mp4", "mkv", "avi", "ts");

    /** The usual ones, the more exact first; those of the predecessor among them. */
    private static final List<String> USUAL = List.of(
            "%Y-%m-%d_%H-%M-%S-%f",
            "%Y-%m-%d_%H-%M-%S",
            "%Y%m%d_%H%M%S",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d/%H-%M-%S-%f",
            "%Y-%m-%d/%H-%M-%S",
            "%Y/%m/%d/%H-%M-%S-%f",
            "%Y/%m/%d/%H-%M-%S",
            "%Y%m%d%H%M%S",
            "%s-%f",
            "%s");

    private static final Pattern TOKEN = Pattern.compile("%path|%(.)|([^%]+)");
    private static final String WITH_DATE = "YmdHMS";

    private final List<Form> forms;
    private final ZoneId zone;

    /**
     * @param patterns how segments are named; empty for the usual ways
     * @param zone of names that say none
     * @throws IllegalArgumentException naming a pattern that is none
     */
    SegmentNames(List<String> patterns, ZoneId zone) {
        this.forms = (patterns.isEmpty() ? USUAL : patterns)
                .stream().map(String::strip).map(Form::of).toList();
        this.zone = zone;
    }

    /**
     * A name, taken apart.
     *
     * @param form which of the patterns it follows
     * @param before what stands before the time
     * @param start what the time says
     * @param zone the offset from UTC that stands in it, as it stands there; "" where none does
     * @param after what stands behind the time, its extension with it
     * @param precise whether it says more than whole seconds
     */
    record Name(int form, String before, Instant start, String zone, String after, boolean precise) {}

    /** Whether a file may be a segment, by its extension. */
    static boolean isSegment(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && !name.startsWith(".")
                && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** @param path below the camera's folder, with {@code /} between its parts */
    Optional<Name> parse(String path) {
        int dot = path.lastIndexOf('.');
        String stem = dot < 0 ? path : path.substring(0, dot);
        for (int i = 0; i < forms.size(); i++) {
            Form form = forms.get(i);
            Matcher matcher = form.regex.matcher(stem);
            if (matcher.find()) {
                try {
                    return Optional.of(new Name(
                            i,
                            path.substring(0, matcher.start()),
                            form.instant(matcher, zone),
                            form.offset(matcher),
                            path.substring(matcher.end()),
                            form.fields.contains('f')));
                } catch (DateTimeException | NumberFormatException noTime) {
                    // Digits that are no date: another pattern may know better
                }
            }
        }
        return Optional.empty();
    }

    /** The path of a name with another time, the reverse of {@link #parse(String)}. */
    String path(Name name, Instant start) {
        ZoneId of = name.zone.isEmpty() ? zone : ZoneOffset.of(name.zone);
        return name.before + forms.get(name.form).text(start.atZone(of), name.zone) + name.after;
    }

    private record Form(Pattern regex, List<Character> fields, List<String> parts) {

        static Form of(String pattern) {
            StringBuilder regex = new StringBuilder("(?<![0-9])");
            List<Character> fields = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            String wanted = pattern.replaceFirst("\\.(mp4|mkv|avi|ts)$", "").replaceFirst("^%path/", "");
            Matcher tokens = TOKEN.matcher(wanted);
            int end = 0;
            while (tokens.find() && tokens.start() == end) {
                end = tokens.end();
                String text = tokens.group();
                parts.add(text);
                if (text.equals("%path")) {
                    regex.append(".*?");
                } else if (tokens.group(1) == null) {
                    regex.append(Pattern.quote(text));
                } else {
                    char field = text.charAt(1);
                    String digits =
                            switch (field) {
                                case 'Y' -> "([0-9]{4})";
                                case 'm', 'd', 'H', 'M', 'S' -> "([0-9]{2})";
                                case 'f' -> "([0-9]{6})";
                                case 's' -> "([0-9]{9,10})";
                                case 'z' -> "(Z|[+-][0-9]{4})";
                                default ->
                                    throw new IllegalArgumentException(
                                            "%" + field + " is none of %Y %m %d %H %M %S %f %s %z");
                            };
                    regex.append(digits);
                    fields.add(field);
                }
            }
            boolean whole = fields.contains('s') || WITH_DATE.chars().allMatch(each -> fields.contains((char) each));
            if (end != wanted.length() || !whole) {
                throw new IllegalArgumentException(
                        "a name needs %s, or all of %Y %m %d %H %M %S, to say when a segment begins");
            }
            if (!fields.contains('z') && !fields.contains('s')) {
                // MediaMTX' %z may follow any of them
                regex.append("(Z|[+-][0-9]{4})?");
                fields.add('z');
            }
            return new Form(
                    Pattern.compile(regex.append("(?![0-9])").toString()), List.copyOf(fields), List.copyOf(parts));
        }

        /** As it stands there: {@code +0000}, {@code -0000} and {@code Z} are the same time, and not the same name. */
        private String offset(Matcher matcher) {
            int at = fields.indexOf('z') + 1;
            return at == 0 || matcher.group(at) == null ? "" : matcher.group(at);
        }

        private Instant instant(Matcher matcher, ZoneId zone) {
            int[] date = new int[6];
            long seconds = -1;
            int micros = 0;
            ZoneId of = zone;
            for (int i = 0; i < fields.size(); i++) {
                String text = matcher.group(i + 1);
                char field = fields.get(i);
                switch (field) {
                    case 'f' -> micros = Integer.parseInt(text);
                    case 's' -> seconds = Long.parseLong(text);
                    case 'z' -> of = text == null ? zone : ZoneOffset.of(text);
                    default -> date[WITH_DATE.indexOf(field)] = Integer.parseInt(text);
                }
            }
            if (seconds >= 0) {
                return Instant.ofEpochSecond(seconds, micros * 1000L);
            }
            return LocalDateTime.of(date[0], date[1], date[2], date[3], date[4], date[5], micros * 1000)
                    .atZone(of)
                    .toInstant();
        }

        private String text(ZonedDateTime at, String offset) {
            StringBuilder text = new StringBuilder();
            for (String part : parts) {
                if (part.charAt(0) != '%' || part.equals("%path")) {
                    text.append(part);
                    continue;
                }
                switch (part.charAt(1)) {
                    case 'Y' -> padded(text, at.getYear(), 4);
                    case 'm' -> padded(text, at.getMonthValue(), 2);
                    case 'd' -> padded(text, at.getDayOfMonth(), 2);
                    case 'H' -> padded(text, at.getHour(), 2);
                    case 'M' -> padded(text, at.getMinute(), 2);
                    case 'S' -> padded(text, at.getSecond(), 2);
                    case 'f' -> padded(text, at.getNano() / 1000, 6);
                    case 's' -> text.append(at.toEpochSecond());
                    default -> text.append(offset);
                }
            }
            return parts.contains("%z") ? text.toString() : text.append(offset).toString();
        }

        private static void padded(StringBuilder text, int number, int digits) {
            String plain = Integer.toString(number);
            text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
        }
    }
}
