package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A video cannot be made; the message says why, fit to be shown to a user. */
@RegisterForReflection
public class TimelapseException extends RuntimeException {
    public TimelapseException(String message) {
        super(message);
    }
}
