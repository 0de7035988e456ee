package dev.drover.reolink;

import java.util.Map;
import java.util.Set;

/** What the numbers mean that a recorder refuses with. Their words: "Camera HTTP API User Guide", version 7, error codes. */
final class RspCode {

    /** What a refusal leads to. */
    enum Kind {
        SESSION_ENDED,
        SESSIONS_FULL,
        LOGIN_REFUSED,
        LOGINS_LOCKED,
        BUSY,
        CHANNEL_OFFLINE,
        REJECTED,
        /** Also what is not known. */
        PASSING
    }

    private record Meaning(Kind kind, String words) {}

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(-1, new Meaning(Kind.REJECTED, "a parameter is missing")),
            Map.entry(-2, new Meaning(Kind.PASSING, "out of memory")),
            Map.entry(-3, new Meaning(Kind.REJECTED, "check error")),
            Map.entry(-4, new Meaning(Kind.REJECTED, "a parameter is wrong")),
            Map.entry(-5, new Meaning(Kind.SESSIONS_FULL, "all sessions are taken")),
            Map.entry(-6, new Meaning(Kind.SESSION_ENDED, "login required")),
            Map.entry(-7, new Meaning(Kind.LOGIN_REFUSED, "login failed")),
            Map.entry(-8, new Meaning(Kind.PASSING, "timeout")),
            Map.entry(-9, new Meaning(Kind.REJECTED, "not supported")),
            Map.entry(-10, new Meaning(Kind.PASSING, "protocol error")),
            Map.entry(-11, new Meaning(Kind.PASSING, "reading failed")),
            Map.entry(-12, new Meaning(Kind.PASSING, "getting the configuration failed")),
            Map.entry(-13, new Meaning(Kind.PASSING, "setting the configuration failed")),
            Map.entry(-14, new Meaning(Kind.PASSING, "out of memory")),
            Map.entry(-15, new Meaning(Kind.PASSING, "making a socket failed")),
            Map.entry(-16, new Meaning(Kind.PASSING, "sending failed")),
            Map.entry(-17, new Meaning(Kind.PASSING, "receiving failed")),
            Map.entry(-18, new Meaning(Kind.PASSING, "opening a file failed")),
            Map.entry(-19, new Meaning(Kind.PASSING, "reading a file failed")),
            Map.entry(-20, new Meaning(Kind.PASSING, "writing a file failed")),
            Map.entry(-21, new Meaning(Kind.SESSION_ENDED, "token error")),
            Map.entry(-22, new Meaning(Kind.REJECTED, "a text is too long")),
            Map.entry(-23, new Meaning(Kind.REJECTED, "a parameter is missing")),
            Map.entry(-24, new Meaning(Kind.REJECTED, "unknown command")),
            Map.entry(-25, new Meaning(Kind.PASSING, "internal error")),
            Map.entry(-26, new Meaning(Kind.REJECTED, "the account may not do this")),
            Map.entry(-27, new Meaning(Kind.LOGIN_REFUSED, "invalid user")),
            Map.entry(-31, new Meaning(Kind.BUSY, "busy, it is being upgraded")),
            Map.entry(-32, new Meaning(Kind.REJECTED, "IP conflict")),
            Map.entry(-37, new Meaning(Kind.LOGIN_REFUSED, "wrong password")),
            Map.entry(-46, new Meaning(Kind.SESSION_ENDED, "digest authentication failed")),
            Map.entry(-47, new Meaning(Kind.SESSION_ENDED, "nonce expired")),
            Map.entry(-48, new Meaning(Kind.PASSING, "the snapshot failed")),
            Map.entry(-49, new Meaning(Kind.REJECTED, "there is no such channel")),
            Map.entry(-99, new Meaning(Kind.CHANNEL_OFFLINE, "the camera is offline")),
            Map.entry(-105, new Meaning(Kind.LOGINS_LOCKED, "logins too frequent")),
            Map.entry(-301, new Meaning(Kind.SESSION_ENDED, "nonce error")),
            Map.entry(-310, new Meaning(Kind.SESSION_ENDED, "decryption failed")),
            Map.entry(-500, new Meaning(Kind.LOGINS_LOCKED, "too many addresses")),
            Map.entry(-501, new Meaning(Kind.LOGIN_REFUSED, "the user does not exist")),
            Map.entry(-502, new Meaning(Kind.LOGIN_REFUSED, "wrong password")),
            Map.entry(-503, new Meaning(Kind.LOGIN_REFUSED, "login denied")),
            Map.entry(-505, new Meaning(Kind.LOGINS_LOCKED, "login not initialised")),
            Map.entry(-506, new Meaning(Kind.LOGINS_LOCKED, "logins are locked")),
            Map.entry(-507, new Meaning(Kind.LOGINS_LOCKED, "too many logins")));

    private static final Set<Integer> PASSING_LOGIN = Set.of(-2, -8, -12, -14, -15, -16, -17);

    private RspCode() {}

    /**
     * Whether a login that is refused with it is not to be tried again soon, though nothing is known of the password: each try may be
     * counted. What has to do with memory or the network is.
     */
    static boolean isNoPassingLogin(int code) {
        return kind(code) == Kind.PASSING && !PASSING_LOGIN.contains(code);
    }

    static Kind kind(int code) {
        return MEANINGS.getOrDefault(code, new Meaning(Kind.PASSING, "")).kind();
    }

    /** Its number with its meaning, and what else the recorder says. */
    static String words(int code, String detail) {
        String meaning = MEANINGS.getOrDefault(code, new Meaning(Kind.PASSING, "unknown"))
                .words();
        return code + ", " + meaning + (detail.isEmpty() || detail.equalsIgnoreCase(meaning) ? "" : ": " + detail);
    }
}
