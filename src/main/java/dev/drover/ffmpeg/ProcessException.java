package dev.drover.ffmpeg;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A process could not be started; the message says which, where and why. */
@RegisterForReflection
public class ProcessException extends RuntimeException {
    public ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
