package dev.drover.reolink;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A command that did not bring what was asked. What each kind leads to is said in {@code routes/shared/on-nvr-error}; the message
 * says what was asked, what came and what to do.
 */
@RegisterForReflection
public sealed class NvrException extends RuntimeException {

    private NvrException(String message) {
        super(message);
    }

    /** -6, -21 and the like, and HTTP 404 or 502 twice: the token is good no more. */
    @RegisterForReflection
    public static final class SessionEnded extends NvrException {
        public SessionEnded(String message) {
            super(message);
        }
    }

    /** The API is not at this path; the other one is next. */
    @RegisterForReflection
    public static final class OtherPath extends NvrException {
        public OtherPath(String message) {
            super(message);
        }
    }

    /** -5: all sessions are taken. */
    @RegisterForReflection
    public static final class SessionsFull extends NvrException {
        public SessionsFull(String message) {
            super(message);
        }
    }

    /** -7, -27, -37, -501, -502, -503: the user or the password is wrong. Trying again would lock the account. */
    @RegisterForReflection
    public static final class LoginRefused extends NvrException {
        public LoginRefused(String message) {
            super(message);
        }
    }

    /** -105, -500, -505, -506, -507: logins are locked for a while. */
    @RegisterForReflection
    public static final class LoginsLocked extends NvrException {
        public LoginsLocked(String message) {
            super(message);
        }
    }

    /** -31: it is being upgraded. */
    @RegisterForReflection
    public static final class Busy extends NvrException {
        public Busy(String message) {
            super(message);
        }
    }

    /** -99: the camera of this channel is not there. */
    @RegisterForReflection
    public static final class ChannelOffline extends NvrException {
        public ChannelOffline(String message) {
            super(message);
        }
    }

    /** It understood, and says no: not supported, not permitted, no such channel. */
    @RegisterForReflection
    public static final class Rejected extends NvrException {
        public Rejected(String message) {
            super(message);
        }
    }

    /** -12 and the like, a broken picture, an answer that is none: the next one may be better. */
    @RegisterForReflection
    public static final class Passing extends NvrException {
        public Passing(String message) {
            super(message);
        }
    }

    /** The same from a channel that has failed again and again: the next round asks it anew, nobody before. */
    @RegisterForReflection
    public static final class Lasting extends NvrException {
        public Lasting(String message) {
            super(message);
        }
    }
}
