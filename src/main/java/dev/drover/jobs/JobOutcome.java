package dev.drover.jobs;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How an attempt at a job ended.
 *
 * @param revision     the revision that was worked on
 * @param uncounted    -1 when the attempt does not count (Drover was stopped), else 0
 * @param notBefore    when the next attempt may begin
 * @param healingSince when the first incomplete result was published; the epoch for never
 * @param result       the file, relative to the data folder; empty to leave what there is
 */
@RegisterForReflection
public record JobOutcome(
        long id,
        long revision,
        String state,
        String reason,
        int uncounted,
        Instant now,
        Instant notBefore,
        Instant healingSince,
        String result) {

    /** Whether Drover was stopped meanwhile, which says nothing about the job. */
    public boolean stopped() {
        return uncounted < 0;
    }

    /** Whether nothing more will be tried. */
    public boolean ended() {
        return state.equals("DONE") || state.equals("INCOMPLETE") || state.equals("DEAD");
    }

    /** Whether it is tried again later. */
    public boolean goesOn() {
        return !ended();
    }

    public long nowMillis() {
        return now.toEpochMilli();
    }

    public long notBeforeMillis() {
        return notBefore.toEpochMilli();
    }

    public long healingSinceMillis() {
        return healingSince.toEpochMilli();
    }
}
