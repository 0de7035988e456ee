package dev.drover.footage;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A row of the job table says no more what is wanted: its request was damaged, or written by something else. No attempt can
 * mend that.
 */
@RegisterForReflection
public final class UnreadableJobException extends IllegalStateException {

    private final long id;
    private final long revision;

    UnreadableJobException(long id, long revision, String why) {
        super("Its row in the job table holds a request that cannot be read: " + why + ". See: drover jobs show " + id);
        this.id = id;
        this.revision = revision;
    }

    public long id() {
        return id;
    }

    public long revision() {
        return revision;
    }
}
