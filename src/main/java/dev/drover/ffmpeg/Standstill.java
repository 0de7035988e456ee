package dev.drover.ffmpeg;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether FFmpeg gets on, by what it says with {@code -progress}: newer versions go on talking while they wait for something that never
 * comes, so what they say must change. While it puts the index to the front of what it has written, it says nothing, but that file changes.
 */
final class Standstill {

    private static final Set<String> AMOUNTS = Set.of("frame", "out_time", "total_size");

    private final long limitNanos;
    private final Supplier<String> output;
    private final Map<String, String> amounts = new HashMap<>();
    private String written = "";
    private long movedNanos;

    /**
     * @param limit how long it may stand still
     * @param output something that is another when its output has changed; looked at only when it seems to stand still
     */
    Standstill(Duration limit, Supplier<String> output, long nowNanos) {
        this.limitNanos = limit.toNanos();
        this.output = output;
        this.movedNanos = nowNanos;
    }

    void heard(String line, long nowNanos) {
        int is = line.indexOf('=');
        if (is > 0
                && AMOUNTS.contains(line.substring(0, is))
                && !line.equals(amounts.put(line.substring(0, is), line))) {
            movedNanos = nowNanos;
        }
    }

    boolean over(long nowNanos) {
        if (nowNanos - movedNanos < limitNanos) {
            return false;
        }
        String now = output.get();
        if (now.equals(written)) {
            return true;
        }
        written = now;
        movedNanos = nowNanos;
        return false;
    }
}
