package dev.drover.clips;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;
import dev.drover.ffmpeg.NoDecoderException;
import dev.drover.ffmpeg.OvertimeException;
import dev.drover.ffmpeg.ProcessException;
import dev.drover.jobs.Backoff;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobJson;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.UnreadableJobException;

/** How an attempt at a clip ended, and what that means for it: done, made later, tried again, or failed. */
@Named("clipOutcomes")
@Singleton
@RegisterForReflection
public class ClipOutcomes {

    /** Before it is given up, however long the first ones took. */
    private static final int FEWEST_ATTEMPTS = 3;

    private final ClipSettings settings;
    private final Backoff backoff;
    private final FailureReasons reasons;
    private final Stopping stopping;
    private final CanceledClips canceled;
    private final Clock clock;

    public ClipOutcomes(
            ClipSettings settings,
            Backoff backoff,
            FailureReasons reasons,
            Stopping stopping,
            CanceledClips canceled,
            Clock clock) {
        this.settings = settings;
        this.backoff = backoff;
        this.reasons = reasons;
        this.stopping = stopping;
        this.canceled = canceled;
        this.clock = clock;
    }

    /** The file is in its place. */
    public ClipOutcome done(ClipJob job, ClipFile file) {
        return outcome(
                job, "DONE", "", 0, clock.instant(), Instant.EPOCH, "videos/" + file.name(), detail(job, file), "");
    }

    /** The window is not over, or its last segment is still being written: it is made then. What is recorded meanwhile is held. */
    public ClipOutcome waits(ClipJob job, ClipPlan plan) {
        return outcome(job, "WAITING", "", -1, plan.nextLook(clock.instant()), Instant.EPOCH, "", plan.waiting(), "");
    }

    /** It could not be made: it is tried again where that may help, but not for ever. A stop is nobody's failure, nor is a deletion. */
    public ClipOutcome failed(ClipJob job, Exception why) {
        Instant now = clock.instant();
        if (stopping.begun() || canceled.contains(job.order())) {
            return outcome(job, "WAITING", "", -1, now, job.failingSince(), "", "", "");
        }
        boolean mayHelp = why instanceof ClipException clip ? clip.isTemporary() : !(why instanceof NoDecoderException);
        Instant next = now.plus(backoff.after(job.attempts()));
        Instant since = job.failingSince().equals(Instant.EPOCH) ? now : job.failingSince();
        boolean goesOn =
                mayHelp && (job.attempts() < FEWEST_ATTEMPTS || next.isBefore(since.plus(settings.giveUpAfter())));
        return outcome(job, goesOn ? "WAITING" : "DEAD", reasons.of(why), 0, next, since, "", "", kind(why));
    }

    /** Its row does not say what is wanted; waiting would not help. */
    public ClipOutcome givenUp(UnreadableJobException unreadable) {
        Instant now = clock.instant();
        return new ClipOutcome(
                unreadable.id(),
                Optional.empty(),
                "DEAD",
                unreadable.getMessage(),
                0,
                now,
                now,
                Instant.ofEpochMilli(unreadable.healingSinceMillis()),
                "",
                "",
                "processing_exception");
    }

    /** The clip that an attempt was at. */
    public ClipKey key(ClipOutcome outcome) {
        return new ClipKey(outcome.order().map(ClipOrder::clipId).orElse(""));
    }

    /** Whether an attempt's end found its row gone: the clip was deleted meanwhile, and nobody wants its file. */
    public boolean unwanted(ClipOutcome outcome, List<Map<String, Object>> rows) {
        return outcome.order().isPresent() && rows.isEmpty();
    }

    private ClipOutcome outcome(
            ClipJob job,
            String state,
            String reason,
            int uncounted,
            Instant next,
            Instant failingSince,
            String result,
            String detail,
            String error) {
        return new ClipOutcome(
                job.id(),
                Optional.of(job.order()),
                state,
                reason,
                uncounted,
                clock.instant(),
                next,
                failingSince,
                result,
                detail,
                error);
    }

    private static String kind(Exception why) {
        if (why instanceof ClipException) {
            return "processing_failed";
        }
        if (why instanceof ProcessException) {
            return why instanceof OvertimeException ? "ffmpeg_timeout" : "ffmpeg_failed";
        }
        return "processing_exception";
    }

    private static String detail(ClipJob job, ClipFile file) {
        ObjectNode detail = JobJson.MAPPER.createObjectNode();
        detail.put("actual_start", file.actualStart().toString());
        detail.put("actual_end", file.actualEnd().toString());
        detail.put("duration_seconds", ClipTimes.seconds(file.duration()));
        detail.put("bytes", file.bytes());
        ArrayNode missing = detail.putArray("missing");
        for (TimeRange range : file.missing()) {
            missing.addObject()
                    .put("start", range.start().toString())
                    .put("end", range.end().toString());
        }
        ArrayNode sources = detail.putArray("sources");
        file.sources().forEach(source -> sources.add(source.name()));
        ArrayNode notes = detail.putArray("notes");
        List<String> all = new ArrayList<>(job.order().notes());
        file.notes().stream().filter(note -> !all.contains(note)).forEach(all::add);
        all.forEach(notes::add);
        return detail.toString();
    }
}
