package dev.drover.jobs;

/**
 * Accepted work that has not ended, by the job table.
 *
 * @param waiting     jobs without any result yet that do not run
 * @param healing     jobs whose file lacks something that is asked for again
 * @param running     jobs that run, here or elsewhere
 * @param lateSeconds how long the job that has waited longest could have begun already, in seconds; 0 where none could
 */
public record OpenJobs(int waiting, int healing, int running, double lateSeconds) {}
