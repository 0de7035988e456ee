package dev.drover.rhombus;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A call to Rhombus that did not bring what was asked. The message says what was asked, what came and what to do. */
@RegisterForReflection
public sealed class RhombusException extends RuntimeException {

    private RhombusException(String message) {
        super(message);
    }

    /** 401 or 403: the key is unknown, expired, without permission or of another region. Trying again does not help. */
    @RegisterForReflection
    public static sealed class AccessRefused extends RhombusException {
        public AccessRefused(String message) {
            super(message);
        }
    }

    /** 403: the key may not do this, or belongs to another region. */
    @RegisterForReflection
    public static final class NotPermitted extends AccessRefused {
        public NotPermitted(String message) {
            super(message);
        }
    }

    /** 429: the organisation's request budget is used up for the moment. */
    @RegisterForReflection
    public static final class TooManyRequests extends RhombusException {
        public TooManyRequests(String message) {
            super(message);
        }
    }

    /** 5xx, or an answer that is no JSON: a fault on the far side that may pass. */
    @RegisterForReflection
    public static final class Unavailable extends RhombusException {
        public Unavailable(String message) {
            super(message);
        }
    }

    /** 404 or 405: this service does not know the operation. */
    @RegisterForReflection
    public static final class UnknownOperation extends RhombusException {
        public UnknownOperation(String message) {
            super(message);
        }
    }

    /** Any other 4xx, or 200 with {@code "error": true}: Rhombus understood and says no. */
    @RegisterForReflection
    public static final class Rejected extends RhombusException {
        public Rejected(String message) {
            super(message);
        }
    }
}
