package dev.drover.media;

import java.io.IOException;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file could not be read, now: that says nothing of what it holds. */
@RegisterForReflection
public class UnreadException extends MediaException {
    UnreadException(String file, IOException cause) {
        super(file + " cannot be read: " + cause.getMessage(), cause);
    }
}
