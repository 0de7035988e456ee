package dev.drover.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as settings have them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 24h}. */
public class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        try {
            Duration duration = plain.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(plain.substring(0, plain.length() - 2)))
                    : Duration.parse("PT" + (plain.matches("\\d+") ? plain + "s" : plain));
            if (duration.isNegative()) {
                throw new TypeConversionException("'" + text + "' is negative; write 500ms, 10s, 5m or 24h");
            }
            return duration;
        } catch (NumberFormatException | DateTimeParseException wrong) {
            throw new TypeConversionException("'" + text + "' is no duration; write 500ms, 10s, 5m or 24h");
        }
    }
}
