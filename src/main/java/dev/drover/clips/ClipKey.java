package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A clip by its id. */
@RegisterForReflection
public record ClipKey(String clipId) {

    /** Its row in the job table. */
    public String key() {
        return NewClipJob.KEY + clipId;
    }
}
