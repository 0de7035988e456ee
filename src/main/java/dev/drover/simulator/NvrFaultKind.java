package dev.drover.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can go wrong with an NVR, by the name used on the command line ({@code SNAP_12} is {@code snap-12}). What the number
 * after the colon means is said by each. "So many times" may have a chance beside it or in its place, see {@link NvrFault}.
 */
public enum NvrFaultKind {
    /** A snapshot is refused with -12 this many times. */
    SNAP_12(1),
    /** A snapshot is refused with -17 this many times. */
    SNAP_17(1),
    /** A snapshot is refused with -48 this many times. */
    SNAP_48(1),
    /** Half of a picture is sent this many times, as if that were all. */
    SNAP_TRUNCATED(1),
    /** The connection ends in the middle of a picture this many times. */
    SNAP_CUT(1),
    /** An empty body is sent as a picture this many times. */
    SNAP_EMPTY(1),
    /** The JSON of an error is sent as a picture this many times. */
    SNAP_JSON(1),
    /** A whole picture is sent as {@code text/html} this many times. */
    SNAP_WRONG_TYPE(1),
    /** Zeros follow the end of a picture this many times; it is whole. */
    SNAP_PADDED(1),
    /** A snapshot takes this many milliseconds longer. */
    SNAP_SLOW(5000),
    /** A snapshot is never answered this many times. */
    SNAP_HANG(1),
    /** The first snapshot of each session is refused with -12. */
    SNAP_FIRST(0),
    /** No snapshot of the channel succeeds; the number is the code without its sign. */
    SNAP_NEVER(12),
    /** The channel's snapshots are never answered. */
    DEAD_CHANNEL(0),
    /** The channel is offline: -99. */
    OFFLINE(0),
    /** The channel is online for this many seconds, then offline for as many, and so on. */
    FLAPPING(60),
    /** The channel is not there for this many seconds after the start. */
    APPEARS_AFTER(60),
    /** Any request is refused with -31, busy, this many times. */
    BUSY(1),
    /** Any request is answered with a page of HTML this many times. */
    HTML(1),
    /** Any request is never answered this many times. */
    HANG(1),
    /** Any request meets HTTP 502 this many times; the session lives. */
    HTTP_502(1),
    /** Logins are refused with -5 this many times, as if others had all slots. */
    LOGIN_FULL(1),
    /** Logins are refused with -105, too frequent, this many times. */
    LOGIN_TOO_FREQUENT(1),
    /** The password was changed on the device: every login is refused; the number is the code without its sign. */
    WRONG_PASSWORD(7),
    /** The session of this many requests dies as it makes them: its token is unknown from then on. */
    TOKEN_DIES(1),
    /** Each session dies after this many requests. */
    TOKEN_DIES_AFTER(50),
    /** Who comes with a token that is not valid is told -21 instead of -6. */
    TOKEN_21(0),
    /** Who comes with a token that is not valid meets this HTTP status instead of -6; 404 or 502. */
    TOKEN_HTTP(404),
    /** The device reboots at this many requests: sessions die and connections are refused for a while. */
    REBOOT(1),
    /** Connections are refused. */
    REFUSED(0),
    /** Plain HTTP is answered with status 300: the device wants HTTPS. */
    HTTPS_ONLY(0),
    /** Of the two paths of the API only {@code /api.cgi} is known. */
    OLD_PATH(0),
    /** A parallel request is refused with this code instead of -12. */
    PARALLEL_CODE(17),
    /** A batch with a command that is not known fails as a whole; the number is the code without its sign. */
    BATCH_COLLAPSES(10),
    /** The list of channels has no names. */
    NO_NAMES(0),
    /** The encoder's settings have no {@code vType}, {@code width} and {@code height}, as of old firmware. */
    OLD_ENC(0),
    /** A logout is answered with plain text. */
    LOGOUT_TEXT(0),
    /**
     * A chance of 3 % for each request to meet one of the faults that pass; the number is the seed. Another chance stands
     * after it: {@code random:7:10%}.
     */
    RANDOM(42);

    /** Faults that a client can get over; what {@code random} chooses from, those more often that stand here twice. */
    static final List<NvrFaultKind> PASSING = List.of(
            SNAP_12,
            SNAP_12,
            SNAP_17,
            SNAP_48,
            SNAP_TRUNCATED,
            SNAP_CUT,
            SNAP_EMPTY,
            SNAP_JSON,
            SNAP_WRONG_TYPE,
            SNAP_PADDED,
            BUSY,
            HTML,
            HTTP_502,
            TOKEN_DIES);

    private final int usual;

    NvrFaultKind(int usual) {
        this.usual = usual;
    }

    /** The number that is meant when none is given. */
    int usual() {
        return usual;
    }

    /** Whether the number says how many times it happens. */
    boolean counted() {
        return usual == 1;
    }

    /** Whether it happens to snapshots only. */
    boolean ofSnapshots() {
        return name().startsWith("SNAP_");
    }

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String allowed() {
        return Arrays.stream(values()).map(NvrFaultKind::text).collect(Collectors.joining(", "));
    }
}
