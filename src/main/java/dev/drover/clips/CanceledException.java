package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The clip that was being made is no longer wanted. */
@RegisterForReflection
public final class CanceledException extends RuntimeException {

    public CanceledException() {
        super("The clip was deleted while it was made");
    }
}
