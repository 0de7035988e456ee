package dev.drover.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that goes wrong with the simulated NVR, written {@code name[:number][:chance%][@channel]}, for example
 * {@code snap-truncated:2@1}, {@code snap-slow:3000} or {@code snap-12:5%}. Where only a chance is given, what happens "so
 * many times" has no end.
 *
 * @param kind what
 * @param number how often, how long or how much; see {@link NvrFaultKind}
 * @param percent the chance of each time, more than 0, at most 100; empty for always
 * @param channel the channel it is limited to, counted from 0; empty for every channel
 */
public record NvrFault(NvrFaultKind kind, int number, OptionalDouble percent, OptionalInt channel) {

    private static final Pattern FORM =
            Pattern.compile("([^:@]*)(?::(\\d{1,9}))?(?::(\\d{1,3}(?:\\.\\d+)?)%)?(?:@(\\d{1,2}))?");

    public NvrFault {
        if (channel.isPresent() && channel.getAsInt() >= NvrChannel.MOST) {
            throw new IllegalArgumentException("fault \"" + kind.text() + "\": a channel is 0 to "
                    + (NvrChannel.MOST - 1) + ", not " + channel.getAsInt());
        }
        if (kind == NvrFaultKind.FLAPPING && number < 1) {
            throw new IllegalArgumentException("fault \"" + kind.text() + "\" needs a second at least");
        }
    }

    /** With the usual number, for every channel. */
    public static NvrFault of(NvrFaultKind kind) {
        return of(kind, kind.usual());
    }

    /** With this number, for every channel. */
    public static NvrFault of(NvrFaultKind kind, int number) {
        return new NvrFault(kind, number, OptionalDouble.empty(), OptionalInt.empty());
    }

    /** The same with this chance; what happens so many times then has no end. */
    public NvrFault byChance(double each) {
        return new NvrFault(kind, kind.counted() ? Integer.MAX_VALUE : number, OptionalDouble.of(each), channel);
    }

    public NvrFault at(int number) {
        return new NvrFault(kind, this.number, percent, OptionalInt.of(number));
    }

    /**
     * Reads a list as written on the command line: faults separated by commas; empty text is no fault.
     *
     * @throws IllegalArgumentException naming the word that is wrong, and what is allowed
     */
    public static List<NvrFault> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(NvrFault::parseOne)
                .toList();
    }

    private static NvrFault parseOne(String word) {
        String name = word.split("[:@]", 2)[0];
        NvrFaultKind kind = Arrays.stream(NvrFaultKind.values())
                .filter(candidate -> candidate.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown fault \"" + name + "\"; allowed are " + NvrFaultKind.allowed()));
        Matcher form = FORM.matcher(word);
        if (!form.matches() || form.group(3) != null && !isChance(Double.parseDouble(form.group(3)))) {
            throw new IllegalArgumentException("fault \"" + word
                    + "\": write name[:number][:chance%][@channel], for example snap-truncated:2@1 or snap-12:5%");
        }
        NvrFault fault = of(kind);
        if (form.group(3) != null) {
            fault = fault.byChance(Double.parseDouble(form.group(3)));
        }
        if (form.group(2) != null) {
            fault = new NvrFault(kind, Integer.parseInt(form.group(2)), fault.percent, fault.channel);
        }
        return form.group(4) == null ? fault : fault.at(Integer.parseInt(form.group(4)));
    }

    private static boolean isChance(double percent) {
        return percent > 0 && percent <= 100;
    }

    boolean concerns(int other) {
        return channel.isEmpty() || channel.getAsInt() == other;
    }

    @Override
    public String toString() {
        boolean told = number != (percent.isPresent() && kind.counted() ? Integer.MAX_VALUE : kind.usual());
        return kind.text()
                + (told ? ":" + number : "")
                + (percent.isPresent()
                        ? ":" + Double.toString(percent.getAsDouble()).replaceFirst("\\.0$", "") + "%"
                        : "")
                + (channel.isPresent() ? "@" + channel.getAsInt() : "");
    }
}
