package dev.drover.dash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a DASH VOD manifest says about the one representation that was chosen.
 *
 * @param initialization name of the header file, ready to be resolved
 * @param media template of the segment names; only {@code $Number$}, {@code $Time$} and {@code $$} are left in it
 * @param startNumber number of the first segment; the standard's default is 1, Rhombus devices say 0 on the LAN
 * @param segmentDuration nominal length of one segment, 0.1 s to 1 h; 2 s where the manifest is silent, as Rhombus cuts
 * @param presentationDuration how much the manifest claims to hold
 * @param timeline explicit times of the segments; empty where all are {@code segmentDuration} long
 * @param timescale units per second of {@code timeline}
 * @param baseUrl what the names are relative to, where that is not the manifest itself
 */
@RegisterForReflection
public record Manifest(
        String initialization,
        String media,
        long startNumber,
        Duration segmentDuration,
        Optional<Duration> presentationDuration,
        List<Run> timeline,
        long timescale,
        Optional<String> baseUrl) {

    public Manifest {
        timeline = List.copyOf(timeline);
    }

    /**
     * One {@code S} element: {@code count} segments of equal length.
     *
     * @param time start of the first one, in units of the timescale
     * @param duration length of each, in units of the timescale, above 0
     * @param count how many; {@link Long#MAX_VALUE} for "until the end"
     */
    @RegisterForReflection
    public record Run(long time, long duration, long count) {}
}
