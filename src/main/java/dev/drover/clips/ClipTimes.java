package dev.drover.clips;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;

/** Times as clients write and read them. Without a zone they mean the clock of {@code drover.zone}. */
@Named("clipTimes")
@Singleton
@RegisterForReflection
public class ClipTimes {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']['_']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendPattern("[' ']")
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    /** From here on, a bare number is milliseconds, as in pydantic. */
    private static final double MILLISECONDS = 2e10;
    /** The first second of the year 1, and the last one of the year 9999: what other programs can read. */
    private static final long FIRST = -62_135_596_800L;

    private static final long LAST = 253_402_300_799L;

    private final ZoneId zone;
    private final Clock clock;

    @Inject
    public ClipTimes(DataFolder folder, Clock clock) {
        this(folder.zone(), clock);
    }

    ClipTimes(ZoneId zone, Clock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * A moment.
     *
     * @param note how it was understood, where that is not plain
     * @param other what else could be meant, where the clock was put back
     */
    public record Moment(Instant instant, Optional<String> note, Optional<Instant> other) {

        static Moment plain(Instant instant) {
            return new Moment(instant, Optional.empty(), Optional.empty());
        }
    }

    /** The moment that a text means; none where it means none of the years 1 to 9999. */
    public Optional<Moment> moment(String text) {
        String stripped = text.strip();
        if (stripped.matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
            return moment(Double.parseDouble(stripped));
        }
        try {
            TemporalAccessor read = READ.parseBest(stripped, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                            read instanceof OffsetDateTime told
                                    ? Moment.plain(told.toInstant())
                                    : local((LocalDateTime) read))
                    .filter(moment -> isNear(moment.instant().getEpochSecond()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The moment so many seconds, or milliseconds, after 1970. */
    public Optional<Moment> moment(double number) {
        double seconds = Math.abs(number) > MILLISECONDS ? number / 1000 : number;
        return isNear(seconds)
                ? Optional.of(Moment.plain(Instant.ofEpochMilli(Math.round(seconds * 1000))))
                : Optional.empty();
    }

    private static boolean isNear(double seconds) {
        return seconds >= FIRST && seconds <= LAST;
    }

    /**
     * Of an hour that occurs twice, the last one that is not in the future: so a client that means "now" is right in both of them. A time
     * that does not occur is as much later as the clock was put forward.
     */
    private Moment local(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return Moment.plain(time.toInstant(offsets.get(0)));
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (offsets.isEmpty()) {
            Instant instant = time.toInstant(change.getOffsetBefore());
            return new Moment(
                    instant,
                    Optional.of("The clock of " + zone + " was put forward over " + time + ". It is taken for "
                            + written(instant)),
                    Optional.empty());
        }
        Instant first = time.toInstant(change.getOffsetBefore());
        Instant second = time.toInstant(change.getOffsetAfter());
        boolean later = !second.isAfter(clock.instant());
        return new Moment(
                later ? second : first,
                Optional.of("By the clock of " + zone + ", " + time + " occurs twice. The "
                        + (later ? "second" : "first") + " is taken, " + written(later ? second : first)
                        + ". The other is " + written(later ? first : second)),
                Optional.of(later ? first : second));
    }

    /** A moment, to the millisecond, with its offset; Python's {@code fromisoformat} reads it in all its versions. */
    public String written(Instant instant) {
        return WRITTEN.format(instant.atZone(zone));
    }

    /** What a person calls a clip. */
    public String title(ClipOrder order) {
        return "clip of " + order.camera() + " at " + written(order.timestamp());
    }

    /** From when to when a clip is wanted. */
    String window(ClipOrder order) {
        return written(order.from()) + " to " + written(order.to());
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
