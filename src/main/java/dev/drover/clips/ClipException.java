package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A clip cannot be made; the message is for the client who asked for it. */
@RegisterForReflection
public class ClipException extends Exception {

    private final boolean temporary;

    private ClipException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    /** Another try may help. */
    public static ClipException temporary(String message) {
        return new ClipException(message, true);
    }

    /** No other try will help. */
    public static ClipException lasting(String message) {
        return new ClipException(message, false);
    }

    /** Whether another try may help. */
    public boolean isTemporary() {
        return temporary;
    }
}
