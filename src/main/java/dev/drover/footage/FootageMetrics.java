package dev.drover.footage;

import java.util.List;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.JobOutcome;
import dev.drover.media.Gaps;

/**
 * Counts what Camel cannot know: how much footage came, how much is missing, how jobs ended. All counters exist from the start, at 0,
 * or the first of anything could not be seen as an increase.
 */
@Named("footageMetrics")
@Singleton
@RegisterForReflection
public class FootageMetrics {

    private final MeterRegistry meters;

    public FootageMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (String way : new String[] {"LAN", "WAN", "both"}) {
            files(way, 0, 0, 0);
        }
        missing("picture", Gaps.NONE);
        missing("sound", Gaps.NONE);
        for (String state : new String[] {"DONE", "INCOMPLETE", "DEAD"}) {
            ends(state, 0);
        }
    }

    /**
     * Counts a file that was put in its place. What is missing is counted for the first file of a job only, as those that heal it lack
     * the same again, or less.
     */
    public PublishedFootage published(PublishedFootage published) {
        Footage footage = published.footage();
        if (!published.kept()) {
            String way =
                    footage.sources().size() == 1 ? footage.sources().get(0).name() : "both";
            files(way, 1, published.bytes(), footage.seconds());
        }
        if (footage.job().healingSince().isEmpty()) {
            missing("picture", footage.gaps());
            missing("sound", footage.silences());
        }
        return published;
    }

    /** Counts a job that has ended, also by its row: more may have been asked of it meanwhile, or another worker has it now. */
    public JobOutcome ended(JobOutcome outcome, List<Map<String, Object>> finished) {
        if (outcome.ended() && finished.stream().anyMatch(row -> outcome.state().equals(row.get("state")))) {
            ends(outcome.state(), 1);
        }
        return outcome;
    }

    private void files(String way, int files, long bytes, double seconds) {
        meters.counter("drover.footage.files", "way", way).increment(files);
        meters.counter("drover.footage.bytes", "way", way).increment(bytes);
        meters.counter("drover.footage.seconds", "way", way).increment(seconds);
    }

    private void missing(String what, Gaps gaps) {
        meters.counter("drover.footage.missing.seconds", "what", what)
                .increment(gaps.total().toMillis() / 1000.0);
    }

    private void ends(String state, int jobs) {
        meters.counter("drover.jobs.ended", "state", state).increment(jobs);
    }
}
