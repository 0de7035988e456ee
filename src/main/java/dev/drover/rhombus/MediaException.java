package dev.drover.rhombus;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A media host did not give what was asked. */
@RegisterForReflection
public sealed class MediaException extends RuntimeException {

    private MediaException(String message) {
        super(message);
    }

    /** 401 or 403: the session has ended or is not accepted. A new session may help. */
    @RegisterForReflection
    public static final class SessionRefused extends MediaException {
        public SessionRefused(String message) {
            super(message);
        }
    }

    /** 404 or 410, or an empty answer: it is not there. */
    @RegisterForReflection
    public static final class NotThere extends MediaException {
        public NotThere(String message) {
            super(message);
        }
    }

    /** Any other status, or something that is no footage: a fault of the device that may pass. */
    @RegisterForReflection
    public static final class Faulty extends MediaException {
        public Faulty(String message) {
            super(message);
        }
    }

    /** There is no address to ask, or none that answers. */
    @RegisterForReflection
    public static final class NoSource extends MediaException {
        public NoSource(String message) {
            super(message);
        }
    }
}
