package dev.drover.clips;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiException;
import dev.drover.jobs.UnreadableJobException;

/** Clips and their rows in the job table. */
@Named("clipJobs")
@Singleton
@RegisterForReflection
public class ClipJobs {

    /** When to ask again while there is too much to do. */
    private static final int ASK_AGAIN_SECONDS = 10;

    private static final int MOST_NAMED = 5;

    private final ClipTimes times;

    public ClipJobs(ClipTimes times) {
        this.times = times;
    }

    /** The clip of an id. */
    public ClipKey key(String clipId) {
        return new ClipKey(clipId);
    }

    /** The clips of rows. */
    public List<ClipRow> rows(List<Map<String, Object>> rows) {
        return rows.stream().map(ClipRow::of).toList();
    }

    /**
     * The one clip of rows.
     *
     * @throws ApiException 404 where there is none
     */
    public ClipRow only(List<Map<String, Object>> rows) throws ApiException {
        if (rows.isEmpty()) {
            throw ApiException.notFound("Clip not found");
        }
        return ClipRow.of(rows.get(0));
    }

    /**
     * The clip that was accepted with the same idempotency key.
     *
     * @throws ApiException 422 where something else was asked for with it
     */
    public AcceptedClip same(ClipRequest request, List<Map<String, Object>> rows) throws ApiException {
        ClipRow clip = ClipRow.of(rows.get(0));
        ClipOrder accepted = clip.order()
                .orElseThrow(() -> ApiException.notFound("What was asked for with this key cannot be read any more"));
        if (!request.asksFor(accepted)) {
            ClipRequests.Faults faults = new ClipRequests.Faults();
            faults.add(
                    "value_error",
                    List.of("header", "Idempotency-Key"),
                    "This key was used for another clip, " + accepted.clipId() + ". Take a new one",
                    null);
            faults.demandNone();
        }
        return new AcceptedClip(accepted, clip.status());
    }

    /**
     * The same plan.
     *
     * @throws ApiException 404 where there is nothing of the window, and waiting brings nothing; 503 where it cannot be read for now
     */
    public ClipPlan demandSegments(ClipPlan plan) throws ApiException {
        if (plan.empty() && plan.ready() && plan.unread()) {
            throw ApiException.busy(String.join("; ", plan.faults()), ASK_AGAIN_SECONDS);
        }
        if (plan.empty() && plan.ready()) {
            throw ApiException.notFound("No video clips found for camera "
                    + plan.order().camera() + " in specified time range" + broken(plan.faults()) + nameless(plan)
                    + plan.order().notes().stream().map(". "::concat).collect(Collectors.joining()));
        }
        return plan;
    }

    private static String nameless(ClipPlan plan) {
        return plan.nameless() == 0
                ? ""
                : ". Files without a time in their name are left out, " + plan.nameless()
                        + " of this camera; see clips.segment-names";
    }

    private static String broken(List<String> faults) {
        if (faults.isEmpty()) {
            return "";
        }
        return ", but broken ones: " + faults.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (faults.size() > MOST_NAMED ? "; and " + (faults.size() - MOST_NAMED) + " more" : "");
    }

    /** The row of a clip that is wanted. */
    public NewClipJob wanted(ClipPlan plan, ClipRequest request) {
        Instant now = plan.order().acceptedAt();
        return new NewClipJob(
                plan.order(),
                times.title(plan.order()),
                times.window(plan.order()),
                plan.ready() ? now : plan.nextLook(now),
                request.run(),
                plan.waiting());
    }

    /** What goes, in words. */
    public String named(List<ClipRow> clips) {
        return clips.size()
                + (clips.size() == 1 ? " clip: " : " clips: ")
                + clips.stream()
                        .limit(MOST_NAMED)
                        .map(clip -> clip.clipId() + " of " + clip.camera())
                        .collect(Collectors.joining(", "))
                + (clips.size() > MOST_NAMED ? " and others" : "");
    }

    /**
     * Refuses a clip that found no place in the job table.
     *
     * @param room a row where there is room for more
     * @throws ApiException 503, always
     */
    public void refuse(List<Map<String, Object>> room) throws ApiException {
        throw ApiException.busy(
                room.isEmpty()
                        ? "Too many clips are waiting to be made"
                        : "The clip that was asked for with this Idempotency-Key is being deleted",
                ASK_AGAIN_SECONDS);
    }

    /**
     * The job of a claimed row.
     *
     * @throws UnreadableJobException when the row does not say what is wanted
     */
    public ClipJob claimed(Map<String, Object> row) {
        ClipOrder order = ClipRow.order(String.valueOf(row.get("request")))
                .orElseThrow(() -> new UnreadableJobException(row, "it names no camera or no window"));
        return new ClipJob(
                ((Number) row.get("id")).longValue(),
                ((Number) row.get("attempts")).intValue(),
                Instant.ofEpochMilli(((Number) row.get("healing_since")).longValue()),
                order);
    }
}
