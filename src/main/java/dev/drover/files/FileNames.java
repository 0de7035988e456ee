package dev.drover.files;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files and folders, made from what vendors and people call things. All results are one path component. */
public final class FileNames {
    /** What file systems allow, in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    /** What {@code .json} needs: a sidecar has the name of its film, with that behind it. */
    private static final int SIDECAR_BYTES = 5;

    private static final int MAX_ID_BYTES = 64;
    private static final int MAX_TYPE_BYTES = 60;
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);
    private static final Pattern FACET = Pattern.compile("\\.[va][0-9]+$");
    // Windows, which NAS folders are shared with, gives these to devices whatever the ending
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])[ ]*(\\..*)?");

    private FileNames() {}

    /** The file of a stretch that somebody asked for: {@code {name}_{uuid}_{start}_video.mp4}. */
    public static String footage(String cameraName, String cameraUuid, Instant start, boolean sound) {
        String rest =
                "_" + uuid(cameraUuid) + "_" + start.getEpochSecond() + (sound ? "_videoWithAudio.mp4" : "_video.mp4");
        return shortened(alphanumeric(cameraName), rest);
    }

    /**
     * The file of an alert: {@code {name}_{uuid}_{YYYYmmdd_HHMMSS}_alert_{type}_{id}_video.mp4}.
     *
     * @param start of the file, shown as the clock in {@code zone} had it
     */
    public static String alertFootage(
            String cameraName,
            String cameraUuid,
            Instant start,
            ZoneId zone,
            String alertType,
            String alertId,
            boolean sound) {
        String rest = "_" + uuid(cameraUuid) + "_" + LOCAL_TIME.format(start.atZone(zone)) + "_alert_"
                + cut(alphanumeric(alertType), MAX_TYPE_BYTES) + "_" + cut(alphanumeric(alertId), MAX_ID_BYTES)
                + (sound ? "_combined.mp4" : "_video.mp4");
        return shortened(alphanumeric(cameraName), rest);
    }

    /**
     * The file of a clip, without its extension: {@code {camera}_{YYYYmmdd_HHMMSS}_{clip_id}}.
     *
     * @param time shown as the clock in {@code zone} had it
     */
    public static String clip(String camera, Instant time, ZoneId zone, String clipId) {
        String rest = "_" + LOCAL_TIME.format(time.atZone(zone)) + "_" + uuid(clipId);
        return cut(safeFolder(camera, "camera"), MAX_BYTES - SIDECAR_BYTES - rest.length()) + rest;
    }

    /** Keeps letters, digits and numerals of any script and nothing else, as Python's {@code str.isalnum()} decides. */
    public static String alphanumeric(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(FileNames::isAlphanumeric).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** A device id without its facet ({@code .v0}, {@code .a0}), and without anything an id does not have. */
    public static String uuid(String deviceUuid) {
        String plain = FACET.matcher(deviceUuid.strip()).replaceFirst("");
        return cut(plain.replaceAll("[^A-Za-z0-9_-]", ""), MAX_ID_BYTES);
    }

    /**
     * A folder name that looks like {@code name} and is valid on every file system: no separators, control characters or
     * characters Windows forbids, no dot or space at either end, no device name, composed (NFC), at most 255 bytes.
     *
     * @param id what to take when nothing is left of the name
     */
    public static String safeFolder(String name, String id) {
        String safe = portable(name);
        if (safe.isEmpty()) {
            safe = portable(uuid(id));
        }
        return safe.isEmpty() ? "unnamed" : safe;
    }

    /** The longest beginning of a text that has at most so many bytes of UTF-8 and ends with a whole character. */
    public static String cut(String text, int maxBytes) {
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return text.substring(0, at);
            }
            at += Character.charCount(codePoint);
        }
        return text;
    }

    private static String portable(String name) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().forEach(codePoint -> {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR -> kept.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
                    // invisible, or not the same everywhere
                }
                default -> kept.appendCodePoint("/\\:*?\"<>|".indexOf(codePoint) >= 0 ? '_' : codePoint);
            }
        });
        String text = trimmed(kept.toString().replaceAll(" +", " "));
        if (RESERVED.matcher(text).matches()) {
            text = "_" + text;
        }
        // Cutting may leave a dot or a space at the end
        return trimmed(cut(text, MAX_BYTES));
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[. ]+|[. ]+$", "");
    }

    private static String shortened(String name, String rest) {
        return cut(name, MAX_BYTES - SIDECAR_BYTES - rest.getBytes(StandardCharsets.UTF_8).length) + rest;
    }

    private static boolean isAlphanumeric(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetter(codePoint);
        };
    }
}
