package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** There is nothing that a video could be made of; nothing is wrong with that. */
@RegisterForReflection
public final class NoPicturesException extends TimelapseException {
    public NoPicturesException(String message) {
        super(message);
    }
}
