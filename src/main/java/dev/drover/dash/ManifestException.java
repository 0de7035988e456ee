package dev.drover.dash;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A manifest that cannot be used; the message says what is wrong with it, fit to be shown to a user. */
@RegisterForReflection
public class ManifestException extends RuntimeException {
    public ManifestException(String message) {
        super(message);
    }

    public ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
