package dev.drover.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can go wrong, by the name used on the command line ({@code SEGMENT_500} is {@code segment-500}). The meaning of
 * the number after the colon is said by each; most are how often it happens.
 */
public enum FaultKind {
    /** One segment of each range (the middle one, or {@code #n}) answers 500 this many times, then comes. */
    SEGMENT_500(1),
    /** One segment of each range is cut off in the middle of its body this many times. */
    SEGMENT_TRUNCATED(1),
    /** One segment of each range is never answered this many times. */
    SEGMENT_HANG(1),
    /** One segment of each range comes with 200 and no body this many times. */
    SEGMENT_EMPTY(1),
    /** One segment of each range comes with 200 and an HTML page as body this many times. */
    SEGMENT_HTML(1),
    /** Every segment takes this many milliseconds longer. */
    SEGMENT_SLOW(1000),
    /** The middle segment of each range is missing for good: 404. */
    MIDDLE_404(0),
    /** The middle segment of each range answers 500 for good. */
    MIDDLE_500(0),
    /** The middle segment of each range has 1 s instead of 2 s. */
    MIDDLE_SHORT(0),
    /** The first segment of each range answers 404. */
    FIRST_MISSING(0),
    /** The last segment of each range answers 404. */
    LAST_MISSING(0),
    /** The manifest of each range answers 404 this many times. */
    MANIFEST_404(1),
    /** The manifest of each range answers 500 this many times. */
    MANIFEST_500(1),
    /** The manifest of each range is never answered this many times. */
    MANIFEST_HANG(1),
    /** Once per range, after this many segments, the token ends: a new one and a new manifest request are needed. */
    TOKEN_EXPIRES_AFTER(5),
    /** Every minute of footage has a gap from second 30 on for this many seconds: 200 with placeholder pictures. */
    PLACEHOLDER(4),
    /** The presence windows say nothing of any kind. */
    PRESENCE_MISSING(0),
    /** The LAN port refuses connections; for one camera: its LAN address is one where nobody listens. */
    LAN_REFUSED(0),
    /** The LAN port speaks TLS with a certificate nobody knows. */
    LAN_SELF_SIGNED(0),
    /** LAN devices answer 403 to everybody. */
    LAN_REJECTS(0),
    /** LAN devices accept connections and never answer. */
    LAN_HANG(0),
    /** No LAN templates are handed out. */
    NO_LAN_URIS(0),
    /** The API answers 429 in plain text, with {@code Retry-After: 1}, this many times. */
    API_429(1),
    /** The API answers 500 this many times. */
    API_500(1),
    /** The API does not answer this many times. */
    API_HANG(1),
    /** The alert operations ignore the paging cursor: every page is the first one. */
    CURSOR_IGNORED(0),
    /** Alerts come under {@code alerts} with the field names that the predecessor of Drover reads. */
    OLD_ALERT_SHAPE(0),
    /** The service is an old one: it does not know {@code getPolicyAlertsV2} and answers 404. */
    ALERTS_V2_UNKNOWN(0),
    /** The list of audio gateways is refused with this status; 403 is a key that may not see it. */
    MICROPHONES_REFUSED(403),
    /** Alerts come without a timestamp. */
    ALERT_UNTIMED(0),
    /** Alerts come marked as deleted. */
    ALERT_DELETED(0),
    /** Alerts raised from now on are not finalized at first and grow by this many seconds after 20 s. */
    ALERT_GROWS(6),
    /** The camera is offline: status RED, no LAN, no local footage. */
    CAMERA_RED(0),
    /** The camera accepts connections and never answers. */
    DEAD_CAMERA(0),
    /** Of all requests for media and of the API this percentage meets one of the passing faults. */
    RANDOM(3),
    /** Each new range meets the next one of the passing faults. */
    ALL(0);

    private final int usual;

    FaultKind(int usual) {
        this.usual = usual;
    }

    /** The number that is meant when none is given. */
    int usual() {
        return usual;
    }

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String allowed() {
        return Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "));
    }
}
