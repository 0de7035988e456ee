package dev.drover.footage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.jobs.Backoff;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobOutcome;
import dev.drover.jobs.Stopping;

/** How an attempt ended, and what that means for its job: done, tried again for what is missing, or given up. */
@Named("footageOutcomes")
@Singleton
@RegisterForReflection
public class FootageOutcomes {

    private final FootageSettings settings;
    private final Backoff backoff;
    private final FailureReasons reasons;
    private final Clock clock;
    private final Stopping stopping;
    private final DataFolder folder;

    public FootageOutcomes(
            FootageSettings settings,
            Backoff backoff,
            FailureReasons reasons,
            Clock clock,
            Stopping stopping,
            DataFolder folder) {
        this.settings = settings;
        this.backoff = backoff;
        this.reasons = reasons;
        this.clock = clock;
        this.stopping = stopping;
        this.folder = folder;
    }

    /** A file is in its place: the job is done, or heals what the file lacks. */
    public JobOutcome published(PublishedFootage published) {
        FootageJob job = published.footage().job();
        Instant now = clock.instant();
        if (published.complete()) {
            return outcome(job, "DONE", "", now, Optional.empty(), published.relative());
        }
        Instant since = job.healingSince().orElse(now);
        Instant next = now.plus(backoff.after(job.attempts()));
        boolean heals = next.isBefore(since.plus(settings.healFor()));
        return outcome(
                job,
                heals ? "HEALING" : "INCOMPLETE",
                "missing " + published.missingText(),
                next,
                Optional.of(since),
                published.relative());
    }

    /** Nothing new is in place: the job is tried again later, until it is given up. A stop is nobody's failure. */
    public JobOutcome failed(FootageJob job, Exception why) {
        Instant now = clock.instant();
        if (stopping.begun()) {
            return stopped(job, now);
        }
        Instant next = now.plus(backoff.after(job.attempts()));
        String reason = reasons.of(why);
        if (job.healingSince().isPresent()) {
            boolean heals = next.isBefore(job.healingSince().get().plus(settings.healFor()));
            return outcome(job, heals ? "HEALING" : "INCOMPLETE", reason, next, job.healingSince(), "");
        }
        boolean goesOn = next.isBefore(job.acceptedAt().plus(backoff.giveUpAfter()));
        return outcome(job, goesOn ? "WAITING" : givenUp(job), reason, next, Optional.empty(), "");
    }

    /** A job that was done again for nothing may still have the file of before. */
    private static String givenUp(FootageJob job) {
        Path film = job.dataFolder().resolve(job.result());
        if (!Files.isRegularFile(film)) {
            return "DEAD";
        }
        boolean whole = Sidecar.of(film)
                .filter(sidecar ->
                        sidecar.complete() && sidecar.covers(job.request().seconds()))
                .isPresent();
        return whole ? "DONE" : "INCOMPLETE";
    }

    /** As if the attempt had never begun, but for the pieces it has fetched. */
    private static JobOutcome stopped(FootageJob job, Instant now) {
        String state = job.healingSince().isPresent() ? "HEALING" : "WAITING";
        return new JobOutcome(job.id(), job.revision(), state, "", -1, now, now, row(job.healingSince()), "");
    }

    /** Removes the unfinished pieces of a job that has ended, unless it has more to do or another worker has it now. */
    public JobOutcome tidied(JobOutcome outcome, List<Map<String, Object>> finished) {
        if (finished.stream().anyMatch(row -> outcome.ended() && outcome.state().equals(row.get("state")))) {
            AtomicFiles.deleteTree(FootageJob.folder(folder.root(), outcome.id()));
        }
        return outcome;
    }

    private JobOutcome outcome(
            FootageJob job, String state, String reason, Instant next, Optional<Instant> healingSince, String result) {
        return new JobOutcome(
                job.id(), job.revision(), state, reason, 0, clock.instant(), next, row(healingSince), result);
    }

    /** As the job table has it. */
    private static Instant row(Optional<Instant> healingSince) {
        return healingSince.orElse(Instant.EPOCH);
    }
}
