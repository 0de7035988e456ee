package dev.drover.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number within bounds; what is none, or lies outside, is wrong usage that tells the bounds. */
abstract class NumberOption implements ITypeConverter<Long> {

    private final long least;
    private final long most;
    private final String unit;

    NumberOption(long least, long most, String unit) {
        this.least = least;
        this.most = most;
        this.unit = unit;
    }

    @Override
    public Long convert(String text) {
        if (text.matches("-?\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new TypeConversionException("must be " + least + " to " + most + " " + unit + ", not " + text);
    }

    /** A time: seconds since 1970, until 2286. Milliseconds, which others have, are longer. */
    public static class Epoch extends NumberOption {

        public Epoch() {
            super(0, 9_999_999_999L, "seconds since 1970 (no milliseconds)");
        }
    }

    /** The length of a backup. */
    public static class Length extends NumberOption {

        public Length() {
            super(1, 31 * 86_400L, "seconds (31 days)");
        }
    }

    /** Which pictures of a timelapse are taken. */
    public static class EveryN extends NumberOption {

        public EveryN() {
            super(1, 1_000_000, "pictures");
        }
    }

    /** How fast a timelapse is shown. */
    public static class Fps extends NumberOption {

        public Fps() {
            super(1, 240, "pictures a second");
        }
    }
}
