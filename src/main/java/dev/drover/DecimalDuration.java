package dev.drover;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** Durations with decimals, as the predecessor's settings have them: {@code 0.5h}, {@code 2.5ms}, {@code 15} (seconds). */
@RegisterForReflection
public final class DecimalDuration implements Converter<Duration> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)?");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    @Override
    public Duration convert(String text) {
        return parse(text);
    }

    /** @throws IllegalArgumentException if it is none */
    public static Duration parse(String text) {
        Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(text + " is no duration; write for instance 500ms, 15s, 0.5h");
        }
        Duration unit = UNITS.get(parts.group(2) == null ? "s" : parts.group(2));
        try {
            return Duration.ofNanos(new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(unit.toNanos()))
                    .longValueExact());
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(text + " is longer, or more exact, than can be counted", tooLong);
        }
    }
}
