package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.Titled;

/**
 * A claimed job: a clip to make now.
 *
 * @param id       of its row
 * @param attempts with this one
 * @param order    what is wanted
 */
@RegisterForReflection
public record ClipJob(long id, int attempts, ClipOrder order) implements Titled {

    @Override
    public String title() {
        return "clip " + order.clipId() + " of " + order.camera();
    }
}
