package dev.drover.clips;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.LineListener;

/**
 * Clips that were deleted while they are made: FFmpeg is ended with the next line that it says, several a second. Its command names a
 * file of the clip, and so the clip.
 */
@Named("canceledClips")
@Singleton
@RegisterForReflection
public class CanceledClips implements LineListener {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /**
     * Whether nobody is at a clip that was removed, so that its files can go; whoever is at it is told to stop.
     *
     * @param removed its row, with the state that it had; none where somebody else has removed it
     */
    public boolean isAtRest(ClipRow clip, List<Map<String, Object>> removed) {
        boolean running = removed.stream().anyMatch(row -> "RUNNING".equals(row.get("state")));
        if (running) {
            ids.add(clip.clipId());
        }
        return !running && !removed.isEmpty();
    }

    /** A clip is being made; answers what is wanted. */
    public ClipOrder begin(ClipJob job) {
        ids.remove(job.order().clipId());
        return job.order();
    }

    boolean contains(ClipOrder order) {
        return ids.contains(order.clipId());
    }

    /** An attempt at it has ended, in whatever way. */
    public ClipOutcome forget(ClipOutcome outcome) {
        outcome.order().ifPresent(order -> ids.remove(order.clipId()));
        return outcome;
    }

    @Override
    public void line(List<String> command, String line) {
        for (String id : ids) {
            if (command.stream().anyMatch(argument -> argument.contains(id))) {
                throw new CanceledException();
            }
        }
    }
}
