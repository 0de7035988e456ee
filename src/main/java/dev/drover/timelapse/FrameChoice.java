package dev.drover.timelapse;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Which pictures are in a video.
 *
 * @param everyN each n-th, the first included; at least 1
 * @param every where it is given, the first of each such stretch of time by the clock, instead
 * @param daylight where it is given, only those taken by day; of these each n-th
 * @param zone in which the pictures are named
 */
@RegisterForReflection
public record FrameChoice(int everyN, Optional<Duration> every, Optional<Daylight> daylight, ZoneId zone) {

    /**
     * What was chosen of a run of pictures.
     *
     * @param frames in order
     * @param counted how many there were by day, with those of earlier runs
     */
    public record Chosen(List<FrameName> frames, long counted) {
        public Chosen {
            frames = List.copyOf(frames);
        }
    }

    /**
     * Chooses; a run that is cut in two yields the same as the whole.
     *
     * @param frames in order
     * @param counted as the run before said, 0 for the first
     * @param before the last picture of the run before
     */
    public Chosen choose(List<FrameName> frames, long counted, Optional<FrameName> before) {
        List<FrameName> chosen = new ArrayList<>();
        long count = counted;
        Optional<FrameName> last = before.filter(this::byDay);
        for (FrameName frame : frames) {
            if (byDay(frame)) {
                boolean first = every.isPresent()
                        ? last.isEmpty() || stretch(last.get()) != stretch(frame)
                        : count % everyN == 0;
                if (first) {
                    chosen.add(frame);
                }
                count++;
                last = Optional.of(frame);
            }
        }
        return new Chosen(chosen, count);
    }

    private boolean byDay(FrameName frame) {
        return daylight.map(light -> light.at(frame.instant(zone), zone)).orElse(true);
    }

    private long stretch(FrameName frame) {
        return frame.time().toInstant(ZoneOffset.UTC).toEpochMilli()
                / every.orElseThrow().toMillis();
    }
}
