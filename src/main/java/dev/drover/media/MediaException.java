package dev.drover.media;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file is not the complete piece of media it should be; the message names the file and says what is wrong with it. */
@RegisterForReflection
public class MediaException extends RuntimeException {
    public MediaException(String message) {
        super(message);
    }

    public MediaException(String message, Throwable cause) {
        super(message, cause);
    }
}
