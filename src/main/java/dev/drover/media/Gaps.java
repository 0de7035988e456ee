package dev.drover.media;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Stretches of missing footage, in order, apart from each other.
 *
 * @param list offsets from the start that was asked for; overlapping and touching ones are joined
 */
@RegisterForReflection
public record Gaps(List<Gap> list) {
    public static final Gaps NONE = new Gaps(List.of());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    public Gaps {
        List<Gap> joined = new ArrayList<>();
        for (Gap gap : list.stream().sorted(Comparator.comparing(Gap::from)).toList()) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).to().compareTo(gap.from()) >= 0) {
                joined.set(
                        last,
                        new Gap(joined.get(last).from(), later(joined.get(last).to(), gap.to())));
            } else {
                joined.add(gap);
            }
        }
        list = List.copyOf(joined);
    }

    /** What is missing when only these stretches are present, as with presence windows. */
    public static Gaps allBut(Gaps present, Duration asked) {
        return new Gaps(List.of(new Gap(Duration.ZERO, asked))).minus(present);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public Duration total() {
        return list.stream().map(Gap::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** What is missing in the one or the other. */
    public Gaps plus(Gaps other) {
        return new Gaps(Stream.concat(list.stream(), other.list.stream()).toList());
    }

    /** What of this is not in the other. */
    public Gaps minus(Gaps other) {
        List<Gap> left = new ArrayList<>();
        for (Gap gap : list) {
            Duration from = gap.from();
            for (Gap cut : other.list) {
                if (cut.from().compareTo(gap.to()) >= 0) {
                    break;
                }
                if (cut.from().compareTo(from) > 0) {
                    left.add(new Gap(from, cut.from()));
                }
                from = later(from, cut.to());
            }
            if (from.compareTo(gap.to()) < 0) {
                left.add(new Gap(from, gap.to()));
            }
        }
        return new Gaps(left);
    }

    /** The same gaps as part of a larger download that began {@code offset} earlier. */
    public Gaps shifted(Duration offset) {
        return new Gaps(list.stream()
                .map(gap -> new Gap(gap.from().plus(offset), gap.to().plus(offset)))
                .toList());
    }

    /** Without those shorter than {@code smallest}. */
    public Gaps atLeast(Duration smallest) {
        return new Gaps(list.stream()
                .filter(gap -> gap.duration().compareTo(smallest) >= 0)
                .toList());
    }

    /**
     * For people: {@code 12:30:04–12:30:06 (2 s), 12:31:00–12:31:04 (4 s)}, empty where nothing is missing. A day other
     * than that of {@code start} is named.
     *
     * @param start what the offsets count from
     */
    public String text(Instant start, ZoneId zone) {
        LocalDate day = start.atZone(zone).toLocalDate();
        return list.stream()
                .map(gap -> clock(start.plus(gap.from()), zone, day) + "–" + clock(start.plus(gap.to()), zone, day)
                        + " (" + seconds(gap.duration()) + " s)")
                .collect(Collectors.joining(", "));
    }

    private static String clock(Instant instant, ZoneId zone, LocalDate day) {
        ZonedDateTime time = instant.plusMillis(500).atZone(zone);
        return time.format(time.toLocalDate().equals(day) ? TIME : DATE_TIME);
    }

    private static String seconds(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
