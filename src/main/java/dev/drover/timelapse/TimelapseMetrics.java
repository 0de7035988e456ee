package dev.drover.timelapse;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Counts what becomes of pictures on disk. All counters exist from the start, at 0. */
@Named("timelapseMetrics")
@Singleton
@RegisterForReflection
public class TimelapseMetrics {

    private final MeterRegistry meters;

    public TimelapseMetrics(MeterRegistry meters) {
        this.meters = meters;
        frames("encoded", 0);
        frames("broken", 0);
        meters.counter("drover.timelapse.videos");
        removed(new OldTimelapses.Removed(0, 0, 0));
    }

    /** Pictures that are in a stretch of a day's video now, or were left out of it. */
    public Stitching encoded(Stitching stitching) {
        frames("encoded", stitching.frames().size());
        frames("broken", stitching.broken().size());
        return stitching;
    }

    /** The videos of a day. */
    public StitchOutcome finished(StitchOutcome outcome) {
        meters.counter("drover.timelapse.videos").increment(outcome.files().size());
        return outcome;
    }

    /** What retention has removed. */
    public OldTimelapses.Removed removed(OldTimelapses.Removed removed) {
        meters.counter("drover.timelapse.removed", "what", "frame").increment(removed.frames());
        meters.counter("drover.timelapse.removed", "what", "video").increment(removed.videos());
        return removed;
    }

    private void frames(String result, int number) {
        meters.counter("drover.timelapse.frames", "result", result).increment(number);
    }
}
