package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.vertx.core.json.JsonObject;

/**
 * Footage as DASH, from a LAN device, from the WAN edge and as cloud copy of an alert. The request for a manifest opens
 * a session; segments come only to who opened one with the same credentials.
 */
final class RhombusMedia {

    private static final long LONGEST_RANGE_SECONDS = 7 * 86_400L;
    private static final String MPD = "application/dash+xml";

    /** Where a request for media came in, which decides on credentials and on how segments are counted. */
    enum Side {
        LAN(0),
        WAN(1),
        CLOUD(1);

        private final int startNumber;

        Side(int startNumber) {
            this.startNumber = startNumber;
        }
    }

    /** A range of footage of one device; {@code first} is its start on the two-second grid. */
    private record Range(Side side, String device, long start, long seconds) {

        long first() {
            return start - Math.floorMod(start, 2L);
        }

        int segments() {
            return (int) ((seconds + 1) / 2);
        }

        /** The same for LAN and WAN, so that faults count a range once. */
        String key() {
            return device + "/" + start + "/" + seconds;
        }
    }

    /** What a manifest request opened. */
    private static final class Session {
        private int served;
        private boolean ended;
    }

    private final World world;
    private final MediaLibrary library;
    private final RhombusApi api;
    private final Recent<String, Session> sessions = new Recent<>(10_000);
    private final Recent<String, Boolean> opened = new Recent<>(10_000);

    RhombusMedia(World world, MediaLibrary library, RhombusApi api) {
        this.world = world;
        this.library = library;
        this.api = api;
    }

    /** Whether this path is one of a LAN device. */
    static boolean isLan(String path) {
        return path.equals("/check") || path.contains("/store/");
    }

    Answer answer(Side side, String method, String path, Credentials credentials) {
        if (side == Side.LAN && path.equals("/check")) {
            return Answer.text(200, "OK");
        }
        String[] parts = path.substring(1).split("/", -1);
        String device;
        String start = "";
        String seconds = "";
        String file = parts[parts.length - 1];
        Optional<SimulatedAlert> alert = Optional.empty();
        if (side == Side.LAN && parts.length == 4 && parts[1].equals("store") && parts[2].contains("_")) {
            device = parts[0];
            start = parts[2].substring(0, parts[2].indexOf('_'));
            seconds = parts[2].substring(parts[2].indexOf('_') + 1);
        } else if (side == Side.WAN
                && parts.length == 9
                && path.startsWith("/dash/web/outbound/")
                && parts[7].equals("vod")) {
            device = parts[3];
            start = parts[5];
            seconds = parts[6];
            if (!parts[4].equals(RhombusApi.wanSession(device))) {
                return notFound("no such session").about(device);
            }
        } else if (side == Side.CLOUD && parts.length == 6 && path.startsWith("/media/metadata/")) {
            device = parts[2];
            alert = world.alert(parts[4]).filter(found -> found.concerns(parts[2]));
            if (alert.isEmpty() || !parts[3].equals(SimulatedCamera.REGION)) {
                return notFound("no such clip").about(device);
            }
        } else {
            return notFound("nothing here");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(405, "Method Not Allowed").about(device).header("Allow", "GET, HEAD");
        }
        if (world.camera(device).isEmpty() && world.gateway(device).isEmpty()) {
            return notFound("no such device");
        }
        if (world.faults.has(FaultKind.DEAD_CAMERA, device)
                || (side == Side.LAN && world.faults.has(FaultKind.LAN_HANG, device))) {
            return Answer.never().about(device);
        }
        if (side == Side.LAN
                && (world.faults.has(FaultKind.LAN_REFUSED, device)
                        || world.faults.has(FaultKind.CAMERA_RED, device))) {
            return Answer.closed().about(device);
        }
        Optional<Answer> refused = refuse(side, device, credentials);
        if (refused.isPresent()) {
            return refused.get().about(device);
        }
        Range range;
        try {
            range = alert.map(found -> new Range(
                            side,
                            device,
                            found.timestamp().getEpochSecond(),
                            found.durationSec().orElse(2)))
                    .orElse(null);
            if (range == null) {
                range = new Range(side, device, Long.parseLong(start), Long.parseLong(seconds));
            }
        } catch (NumberFormatException e) {
            return Answer.text(400, "START_TIME and DURATION must be whole seconds")
                    .about(device);
        }
        if (range.start() < 0 || range.seconds() < 1 || range.seconds() > LONGEST_RANGE_SECONDS) {
            return Answer.text(400, "range out of bounds").about(device);
        }
        String manifest = side == Side.WAN ? "file.mpd" : "clip.mpd";
        return file.equals(manifest) ? manifest(range, credentials) : piece(range, file, credentials);
    }

    private Optional<Answer> refuse(Side side, String device, Credentials credentials) {
        long now = world.now().toEpochMilli();
        if (side == Side.LAN) {
            if (world.faults.has(FaultKind.LAN_REJECTS, device)) {
                return Optional.of(Answer.forbidden(now, "Access Denied"));
            }
            boolean good = credentials
                    .token()
                    .filter(token -> world.valid(token, device))
                    .isPresent();
            return good ? Optional.empty() : Optional.of(Answer.unauthenticated());
        }
        if (credentials.keyScheme() && credentials.key().isPresent()) {
            return api.refuseKey(credentials.key()).map(answer -> Answer.forbidden(now, "Invalid api key"));
        }
        boolean good = side == Side.WAN
                && credentials
                        .federated()
                        .filter(token -> world.valid(token, device))
                        .isPresent();
        return good ? Optional.empty() : Optional.of(Answer.forbidden(now, "Access Denied"));
    }

    private static String credential(Range range, Credentials credentials) {
        boolean key = range.side() != Side.LAN && credentials.keyScheme();
        return key ? "key" : credentials.token().orElse("");
    }

    private Answer manifest(Range range, Credentials credentials) {
        Faults faults = world.faults;
        Optional<FaultKind> passing = faults.ofRange(range.key(), range.device())
                .filter(kind -> faults.once(kind, range.key() + "/mpd"))
                .or(() -> faults.byChance(range.device()));
        if (passing.filter(FaultKind.MANIFEST_404::equals).isPresent()
                || strikes(FaultKind.MANIFEST_404, range, range.key())) {
            return notFound("no manifest yet").about(range.device());
        }
        if (passing.filter(FaultKind.MANIFEST_500::equals).isPresent()
                || strikes(FaultKind.MANIFEST_500, range, range.key())) {
            return Answer.text(500, "Internal Server Error").about(range.device());
        }
        if (strikes(FaultKind.MANIFEST_HANG, range, range.key())) {
            return Answer.never().about(range.device());
        }
        sessions.put(range + credential(range, credentials), new Session());
        opened.put(range.toString(), true);
        String text = world.gateway(range.device()).isPresent() ? audioManifest(range) : videoManifest(range);
        return Answer.of(200, MPD, text.getBytes(StandardCharsets.UTF_8)).about(range.device());
    }

    private static String opening(Range range) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
                + " profiles=\"urn:mpeg:dash:profile:isoff-live:2011\" mediaPresentationDuration=\"PT"
                + range.seconds() + "S\" minBufferTime=\"PT2S\">\n  <Period id=\"0\" start=\"PT0S\">\n";
    }

    private String videoManifest(Range range) {
        MediaShape shape = library.shape();
        String template = "<SegmentTemplate timescale=\"1000\" duration=\"2000\" startNumber=\""
                + range.side().startNumber
                + "\" initialization=\"seg_init.mp4\" media=\"seg_$Number$.m4v\"/>\n";
        String representation = "<Representation id=\"v0\" codecs=\"avc1.42c00d\" bandwidth=\"400000\" width=\""
                + shape.width() + "\" height=\"" + shape.height() + "\"";
        boolean under = world.options.templateUnderRepresentation();
        return opening(range)
                + "    <AdaptationSet mimeType=\"video/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n"
                + (under
                        ? "      " + representation + ">\n        " + template + "      </Representation>\n"
                        : "      " + template + "      " + representation + "/>\n")
                + "    </AdaptationSet>\n  </Period>\n</MPD>\n";
    }

    private static String audioManifest(Range range) {
        return opening(range)
                + "    <AdaptationSet mimeType=\"audio/webm\" segmentAlignment=\"true\" startWithSAP=\"1\">\n"
                + "      <Representation id=\"a0\" codecs=\"opus\" bandwidth=\"24000\" audioSamplingRate=\"48000\">\n"
                + "        <SegmentTemplate timescale=\"1000\" duration=\"2000\" startNumber=\""
                + range.side().startNumber
                + "\" initialization=\"seg_init_audio.hdr\" media=\"seg_$Number$.webm\"/>\n"
                + "      </Representation>\n    </AdaptationSet>\n  </Period>\n</MPD>\n";
    }

    private Answer piece(Range range, String file, Credentials credentials) {
        Optional<SimulatedGateway> gateway = world.gateway(range.device());
        String init = gateway.isPresent() ? "seg_init_audio.hdr" : "seg_init.mp4";
        String suffix = gateway.isPresent() ? ".webm" : ".m4v";
        String type = gateway.isPresent() ? "audio/webm" : "video/mp4";
        boolean isInit = file.equals(init);
        int index = -1;
        if (!isInit) {
            if (!file.startsWith("seg_") || !file.endsWith(suffix)) {
                return notFound("no such file").about(range.device());
            }
            try {
                index = Integer.parseInt(file, 4, file.length() - suffix.length(), 10) - range.side().startNumber;
            } catch (NumberFormatException e) {
                return notFound("no such file").about(range.device());
            }
            if (index < 0 || index >= range.segments()) {
                return notFound("no such segment").about(range.device());
            }
        }
        Optional<Answer> noSession = session(range, credentials, isInit);
        if (noSession.isPresent()) {
            return isInit
                    ? noSession.get().about(range.device())
                    : noSession.get().about(range.device(), range.key(), index);
        }
        if (isInit) {
            byte[] bytes = gateway.map(found -> library.audioInit(found.tone()))
                    .orElseGet(() -> library.videoInit(look(range.device())));
            return Answer.of(200, type, bytes).about(range.device());
        }
        return segment(range, index, gateway, type).about(range.device(), range.key(), index);
    }

    /** What is said to who has no open session for the range; nothing to who has. */
    private Optional<Answer> session(Range range, Credentials credentials, boolean isInit) {
        // A cloud copy is a stored file, there is nothing to open
        if (range.side() == Side.CLOUD) {
            return Optional.empty();
        }
        Session session = sessions.get(range + credential(range, credentials));
        if (session == null) {
            return Optional.of(
                    opened.containsKey(range.toString())
                            ? Answer.forbidden(world.now().toEpochMilli(), "Session of somebody else")
                            : notFound("no session: get the manifest first"));
        }
        if (!session.ended && !isInit) {
            Faults faults = world.faults;
            Optional<Fault> expiry = faults.on(FaultKind.TOKEN_EXPIRES_AFTER, range.device());
            boolean passing = faults.ofRange(range.key(), range.device())
                            .filter(FaultKind.TOKEN_EXPIRES_AFTER::equals)
                            .isPresent()
                    && session.served == 1
                    && faults.once(FaultKind.TOKEN_EXPIRES_AFTER, range.key());
            if (passing
                    || expiry.filter(fault -> session.served >= fault.number()).isPresent()
                            && faults.once(FaultKind.TOKEN_EXPIRES_AFTER, range.key())) {
                session.ended = true;
                if (!credential(range, credentials).equals("key")) {
                    world.revoke(credentials.token().orElse(""));
                }
            }
            session.served++;
        }
        if (session.ended) {
            return Optional.of(
                    range.side() == Side.LAN
                            ? Answer.unauthenticated()
                            : Answer.forbidden(world.now().toEpochMilli(), "Session expired"));
        }
        return Optional.empty();
    }

    private Answer segment(Range range, int index, Optional<SimulatedGateway> gateway, String type) {
        Faults faults = world.faults;
        String device = range.device();
        boolean last = index == range.segments() - 1;
        int middle = range.segments() / 2;
        if (index == 0 && faults.has(FaultKind.FIRST_MISSING, device)
                || last && faults.has(FaultKind.LAST_MISSING, device)
                || isStruck(FaultKind.MIDDLE_404, range, index)) {
            return notFound("no such segment");
        }
        if (isStruck(FaultKind.MIDDLE_500, range, index)) {
            return Answer.text(500, "Internal Server Error");
        }
        int seconds = 2;
        if (last && range.seconds() % 2 == 1) {
            switch (world.options.oddLast()) {
                case SHORT -> seconds = 1;
                case WHOLE -> seconds = 2;
                case ABSENT -> {
                    return notFound("no such segment");
                }
            }
        }
        if (isStruck(FaultKind.MIDDLE_SHORT, range, index)) {
            seconds = 1;
        }
        Optional<FaultKind> passing = faults.ofRange(range.key(), device)
                .filter(kind -> index == middle && faults.once(kind, range.key()))
                .or(() -> faults.byChance(device));
        if (happens(FaultKind.SEGMENT_500, range, index, passing)) {
            return Answer.text(500, "Internal Server Error");
        }
        if (happens(FaultKind.SEGMENT_HANG, range, index, passing)) {
            return Answer.never();
        }
        if (happens(FaultKind.SEGMENT_EMPTY, range, index, passing)) {
            return Answer.of(200, type, new byte[0]);
        }
        if (happens(FaultKind.SEGMENT_HTML, range, index, passing)) {
            return Answer.of(
                    200,
                    "text/html",
                    "<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>"
                            .getBytes(StandardCharsets.UTF_8));
        }
        long second = range.first() + 2L * index;
        int length = seconds;
        byte[] bytes;
        if (gateway.isPresent()) {
            bytes = library.audio(gateway.get().tone(), second, index, length);
        } else if (world.recorded(device, second)) {
            bytes = library.video(look(device), second, index, length);
        } else {
            bytes = library.placeholder(index, length);
        }
        Answer answer = Answer.of(200, type, bytes);
        if (happens(FaultKind.SEGMENT_TRUNCATED, range, index, passing)) {
            answer = answer.delivered(Answer.Delivery.CUT);
        }
        Optional<Fault> slow = faults.on(FaultKind.SEGMENT_SLOW, device)
                .filter(fault -> fault.segment().isEmpty() || fault.segment().getAsInt() == index);
        if (slow.isPresent()) {
            answer = answer.later(slow.get().number());
        } else if (passing.filter(FaultKind.SEGMENT_SLOW::equals).isPresent()) {
            answer = answer.later(FaultKind.SEGMENT_SLOW.usual());
        }
        return answer;
    }

    /** Whether a lasting fault of one segment is about this one. */
    private boolean isStruck(FaultKind kind, Range range, int index) {
        return world.faults
                .on(kind, range.device())
                .filter(fault -> World.struck(fault, range.segments()) == index)
                .isPresent();
    }

    /** Whether a fault that happens a number of times happens to this segment now. */
    private boolean happens(FaultKind kind, Range range, int index, Optional<FaultKind> passing) {
        return passing.filter(kind::equals).isPresent()
                || isStruck(kind, range, index) && strikes(kind, range, range.key() + "#" + index);
    }

    private boolean strikes(FaultKind kind, Range range, String thing) {
        return world.faults
                .on(kind, range.device())
                .filter(fault -> world.faults.strikes(fault, thing))
                .isPresent();
    }

    private int look(String device) {
        return world.camera(device).map(SimulatedCamera::look).orElse(0);
    }

    private static Answer notFound(String why) {
        return Answer.json(
                404,
                new JsonObject().put("status", 404).put("error", "Not Found").put("msg", why));
    }
}
