package dev.drover.jobs;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Work was left unfinished because Drover is being stopped; nothing is wrong with it. */
@RegisterForReflection
public final class StoppedException extends RuntimeException {

    public StoppedException() {
        super("Drover was stopped");
    }
}
