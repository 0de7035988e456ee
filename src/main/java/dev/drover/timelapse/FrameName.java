package dev.drover.timelapse;

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
 * The name of a picture, {@code YYYYmmdd_HHMMSS_mmm.jpg}: when it came, as the clock on the wall had it. What that clock shows
 * twice in the night that summer time ends has its offset behind it the second time, {@code 20261025_023000_000+0100.jpg}; a
 * second picture of the same millisecond has its number, {@code 20261025_023000_000_2.jpg}.
 *
 * @param time by the clock on the wall, in milliseconds
 * @param offset of that clock, only where the hour is repeated
 * @param number 1 for the first picture of this millisecond
 */
@RegisterForReflection
public record FrameName(LocalDateTime time, Optional<ZoneOffset> offset, int number) {

    private static final Pattern NAME =
            Pattern.compile("(\\d{8}_\\d{6})_(\\d{3})([+-]\\d{4})?(?:_([2-9]|[1-9]\\d{1,5}))?\\.jpg");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);

    /** The name of the first picture of a moment. */
    public static FrameName of(Instant moment, ZoneId zone) {
        Instant exact = moment.truncatedTo(ChronoUnit.MILLIS);
        LocalDateTime time = LocalDateTime.ofInstant(exact, zone);
        ZoneOffset offset = zone.getRules().getOffset(exact);
        // What is not told is the earlier of two
        boolean repeated = !time.atZone(zone).getOffset().equals(offset);
        return new FrameName(time, repeated ? Optional.of(offset) : Optional.empty(), 1);
    }

    /** @return empty for names that are not of this kind: the file is not ours */
    public static Optional<FrameName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FrameName(
                    LocalDateTime.parse(parts.group(1), SECONDS)
                            .plus(Integer.parseInt(parts.group(2)), ChronoUnit.MILLIS),
                    Optional.ofNullable(parts.group(3)).map(ZoneOffset::of),
                    Optional.ofNullable(parts.group(4)).map(Integer::parseInt).orElse(1)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** When the picture came, if the name was given in this zone. */
    public Instant instant(ZoneId zone) {
        return offset.map(time::toInstant).orElseGet(() -> time.atZone(zone).toInstant());
    }

    /** The name of the next picture of the same millisecond. */
    public FrameName next() {
        return new FrameName(time, offset, number + 1);
    }

    /** As the file is called. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s_%03d", SECONDS.format(time), time.getNano() / 1_000_000)
                + offset.map(OFFSET::format).orElse("")
                + (number == 1 ? "" : "_" + number)
                + ".jpg";
    }
}
