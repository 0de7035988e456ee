package dev.drover.capture;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The name of a picture, {@code capture_YYYYmmddHHMMSS.jpg}: when it was finished, as the clock on the wall had it. Further ones of
 * the same second have their number, {@code capture_20261122060133_1.jpg}; what that clock shows twice in the night that summer
 * time ends has its offset the second time, {@code capture_20261025023000+0100.jpg}.
 *
 * @param time by the clock on the wall, in seconds
 * @param offset of that clock, only where the hour is repeated
 * @param number 0 for the first picture of this second
 */
@RegisterForReflection
public record CaptureName(LocalDateTime time, Optional<ZoneOffset> offset, int number) {

    private static final Pattern NAME = Pattern.compile("capture_(\\d{14})([+-]\\d{4})?(?:_([1-9]\\d{0,5}))?");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final String PICTURE = ".jpg";
    private static final String THUMBNAIL = "_thumbnail.jpg";
    private static final String VERDICT = ".json";

    /** The name of the first picture of a second. */
    public static CaptureName of(Instant moment, ZoneId zone) {
        Instant exact = moment.truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime time = LocalDateTime.ofInstant(exact, zone);
        ZoneOffset offset = zone.getRules().getOffset(exact);
        // What is not told is the earlier of two
        boolean repeated = !time.atZone(zone).getOffset().equals(offset);
        return new CaptureName(time, repeated ? Optional.of(offset) : Optional.empty(), 0);
    }

    /** That of a picture; empty for the names of thumbnails, verdicts and all that is not ours. */
    public static Optional<CaptureName> ofPicture(String file) {
        return parse(file, PICTURE);
    }

    /** That of the picture that a thumbnail is of. */
    public static Optional<CaptureName> ofThumbnail(String file) {
        return parse(file, THUMBNAIL);
    }

    /** That of the picture that a verdict is about. */
    public static Optional<CaptureName> ofVerdict(String file) {
        return parse(file, VERDICT);
    }

    private static Optional<CaptureName> parse(String file, String ending) {
        Matcher parts = NAME.matcher(file.endsWith(ending) ? file.substring(0, file.length() - ending.length()) : "");
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CaptureName(
                    LocalDateTime.parse(parts.group(1), SECONDS),
                    Optional.ofNullable(parts.group(2)).map(ZoneOffset::of),
                    Optional.ofNullable(parts.group(3)).map(Integer::parseInt).orElse(0)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** When the picture was finished, to the second, if the name was given in this zone. */
    public Instant instant(ZoneId zone) {
        return offset.map(time::toInstant).orElseGet(() -> time.atZone(zone).toInstant());
    }

    /** The name of another picture of the same second. */
    public CaptureName numbered(int other) {
        return new CaptureName(time, offset, other);
    }

    public String picture() {
        return base() + PICTURE;
    }

    public String thumbnail() {
        return base() + THUMBNAIL;
    }

    public String verdict() {
        return base() + VERDICT;
    }

    private String base() {
        return "capture_" + SECONDS.format(time)
                + offset.map(OFFSET::format).orElse("")
                + (number == 0 ? "" : "_" + number);
    }

    /** As the file of the picture is called. */
    @Override
    public String toString() {
        return picture();
    }
}
