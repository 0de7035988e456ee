package dev.drover.jobs;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Which jobs are meant.
 *
 * @param id    one job; 0 for any
 * @param state one state; empty for any
 * @param run   the jobs of one command; empty for any
 * @param most  how many at most, newest first
 */
@RegisterForReflection
public record JobFilter(long id, String state, String run, int most) {

    public static JobFilter ofRun(String run) {
        return new JobFilter(0, "", run, Integer.MAX_VALUE);
    }
}
