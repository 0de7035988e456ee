package dev.drover.jobs;

/** Work was left unfinished because Drover is being stopped; nothing is wrong with it. */
public final class StoppedException extends RuntimeException {

    public StoppedException() {
        super("Drover was stopped");
    }
}
