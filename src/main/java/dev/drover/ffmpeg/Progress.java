package dev.drover.ffmpeg;

import java.time.Duration;
import java.util.Optional;

/**
 * How far FFmpeg has come.
 *
 * @param done how much it has written, not negative
 * @param ended whether this was its last word; it says so when it is stopped, too, so only the exit code means success
 */
public record Progress(Duration done, boolean ended) {
    /** @return 0 to 1 */
    public double of(Duration expected) {
        if (expected.isZero() || expected.isNegative()) {
            return ended ? 1 : 0;
        }
        return Math.min(1, (double) done.toMillis() / Math.max(1, expected.toMillis()));
    }

    /** Collects the lines of {@code -progress}; for one run, by one thread. */
    public static final class Parser {
        private Duration done = Duration.ZERO;

        /** @return progress at the end of each block; empty for all other lines, and for what is no progress at all */
        public Optional<Progress> line(String line) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            String value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip()) {
                // Not out_time_ms, which is in microseconds as well
                case "out_time_us" -> {
                    // "N/A" at first, negative in some versions
                    if (value.matches("\\d{1,15}")) {
                        done = Duration.ofNanos(Long.parseLong(value) * 1000);
                    }
                    return Optional.empty();
                }
                case "progress" -> {
                    return Optional.of(new Progress(done, value.equals("end")));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
    }
}
