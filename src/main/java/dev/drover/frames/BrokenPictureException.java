package dev.drover.frames;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What should be a picture is none, or only a part of one; the message says what it is instead, as in "it is empty". */
@RegisterForReflection
public class BrokenPictureException extends RuntimeException {
    public BrokenPictureException(String message) {
        super(message);
    }
}
