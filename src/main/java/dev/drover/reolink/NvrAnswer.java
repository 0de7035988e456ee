package dev.drover.reolink;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an answer says.
 *
 * @param kind  what a refusal leads to; {@link Kind#GOOD} for none
 * @param value what was asked for, where it is good
 * @param why   the refusal, for a person; empty where it is good
 */
@RegisterForReflection
public record NvrAnswer(Kind kind, Optional<Object> value, String why) {

    /** What it leads to. */
    public enum Kind {
        GOOD,
        SESSION_ENDED,
        OTHER_PATH,
        SESSIONS_FULL,
        LOGIN_REFUSED,
        LOGINS_LOCKED,
        BUSY,
        CHANNEL_OFFLINE,
        REJECTED,
        PASSING,
        LASTING
    }

    static NvrAnswer good(Object value) {
        return new NvrAnswer(Kind.GOOD, Optional.of(value), "");
    }

    static NvrAnswer refusal(Kind kind, String why) {
        return new NvrAnswer(kind, Optional.empty(), why);
    }

    public boolean sessionEnded() {
        return kind == Kind.SESSION_ENDED;
    }

    public boolean otherPath() {
        return kind == Kind.OTHER_PATH;
    }

    public boolean loginRefused() {
        return kind == Kind.LOGIN_REFUSED;
    }

    public boolean loginsLocked() {
        return kind == Kind.LOGINS_LOCKED;
    }

    public boolean busy() {
        return kind == Kind.BUSY;
    }
}
