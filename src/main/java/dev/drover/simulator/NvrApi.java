package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The commands of the Reolink HTTP API that an old NVR knows, and how it refuses. */
final class NvrApi {

    private static final String OLD_PATH = "/api.cgi";
    private static final Set<String> PATHS = Set.of("/cgi-bin/api.cgi", OLD_PATH);
    private static final int MOST_COMMANDS = 35;
    private static final int LONGEST_NAME = 31;
    private static final String JPEG = "image/jpeg";
    /** Known to the vendor's guide, but not to this device. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "GetAiState",
            "GetEvents",
            "GetAlarm",
            "GetMdAlarm",
            "GetAiAlarm",
            "GetWebHook",
            "SetWebHook",
            "TestWebHook",
            "SetSysCfg",
            "GetPtzPreset",
            "PtzCtrl",
            "Playback");

    private final NvrDevice device;
    private final NvrPictures pictures;
    private final NvrRecordings recordings;
    private final Runnable reboot;
    private final Map<String, Function<NvrCall.Command, JsonObject>> commands = new HashMap<>();

    /** @param reboot what makes the device reboot */
    NvrApi(NvrDevice device, NvrPictures pictures, Runnable reboot) {
        this.device = device;
        this.pictures = pictures;
        this.reboot = reboot;
        this.recordings = new NvrRecordings(device, pictures.recording().length);
        commands.put("GetDevInfo", command -> deviceInfo());
        commands.put("GetChannelstatus", command -> channelStatus());
        commands.put("Getchannelstatus", command -> channelStatus());
        commands.put("GetOsd", command -> osd(online(command)));
        commands.put("GetEnc", command -> encoder(online(command)));
        commands.put("GetMdState", command -> motion(online(command)));
        commands.put("GetRtspUrl", command -> rtsp(online(command)));
        commands.put("GetHddInfo", command -> disks());
        commands.put("GetTime", command -> time());
        commands.put("GetAbility", command -> abilities());
        commands.put("GetOnline", command -> users());
        commands.put("Disconnect", this::disconnect);
        commands.put("GetSysCfg", command -> systemConfiguration());
        commands.put("Search", recordings::search);
        commands.put("NvrDownload", recordings::fragments);
    }

    /** @param parallel whether another request is under way */
    NvrAnswer answer(NvrCall call, NvrWatch.Flight flight, boolean parallel) {
        NvrFaults faults = device.faults;
        boolean known = faults.has(NvrFaultKind.OLD_PATH) ? OLD_PATH.equals(call.path()) : PATHS.contains(call.path());
        if (!known) {
            return NvrAnswer.of(Answer.text(404, "Not Found"), false);
        }
        if (faults.has(NvrFaultKind.HTTPS_ONLY) && !call.encrypted()) {
            return NvrAnswer.of(page(300, "Multiple Choices"), false);
        }
        Optional<String> token = call.text("token");
        Optional<NvrDevice.Session> session = token.flatMap(device::session);
        session.ifPresent(alive -> flight.hasSession());
        if (parallel && device.options.strict()) {
            return NvrAnswer.refused(
                    call.names(),
                    faults.on(NvrFaultKind.PARALLEL_CODE)
                            .map(fault -> -fault.number())
                            .orElse(-12));
        }
        if (call.commands().isEmpty()) {
            return NvrAnswer.refused(List.of(), -10);
        }
        int channel = call.channel().orElse(NvrFaults.NO_CHANNEL);
        boolean snap = call.only().equals("Snap");
        Optional<NvrFaultKind> passing = faults.byChance(snap, channel);
        Predicate<NvrFaultKind> happens = kind -> passing.filter(kind::equals).isPresent()
                || faults.strikes(kind, channel).isPresent();
        if (happens.test(NvrFaultKind.REBOOT)) {
            reboot.run();
            return NvrAnswer.of(Answer.closed(), false);
        }
        if (happens.test(NvrFaultKind.HANG)) {
            return NvrAnswer.of(Answer.never(), false);
        }
        if (happens.test(NvrFaultKind.HTTP_502)) {
            return NvrAnswer.of(page(502, "Bad Gateway"), false);
        }
        if (happens.test(NvrFaultKind.HTML)) {
            return NvrAnswer.of(page(200, "Please wait"), false);
        }
        if (happens.test(NvrFaultKind.BUSY)) {
            return NvrAnswer.refused(call.names(), -31);
        }
        if (call.commands().size() > MOST_COMMANDS) {
            return NvrAnswer.refused(List.of(call.names().get(0)), -16);
        }
        if (call.only().equals("Login")) {
            return login(call);
        }
        if (session.isPresent() && (happens.test(NvrFaultKind.TOKEN_DIES) || isWorn(session.get()))) {
            device.end(token.get());
            session = Optional.empty();
        }
        if (call.only().equals("Logout")) {
            return logout(token, session);
        }
        if (session.isEmpty()) {
            Optional<NvrAnswer> refused = withoutSession(call);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return switch (call.only()) {
            case "Snap" -> snap(call.commands().get(0), session, happens);
            case "Download" -> download(call);
            default -> batch(call);
        };
    }

    private boolean isWorn(NvrDevice.Session session) {
        return device.faults
                .on(NvrFaultKind.TOKEN_DIES_AFTER)
                .filter(fault -> session.requests++ >= fault.number())
                .isPresent();
    }

    private static Answer page(int status, String title) {
        return Answer.of(
                status,
                "text/html",
                ("<!DOCTYPE html><html><body><h1>" + title + "</h1></body></html>").getBytes(StandardCharsets.UTF_8));
    }

    // ---- sessions

    private NvrAnswer login(NvrCall call) {
        device.watch.login();
        return one("Login", () -> {
            JsonObject user = call.commands().get(0).object("User");
            if (!(user.getValue("userName") instanceof String name)
                    || !(user.getValue("password") instanceof String password)) {
                throw new NvrRefusal(-4);
            }
            if (name.length() > LONGEST_NAME || password.length() > LONGEST_NAME) {
                throw new NvrRefusal(-22);
            }
            if (device.faults
                    .strikes(NvrFaultKind.LOGIN_TOO_FREQUENT, NvrFaults.NO_CHANNEL)
                    .isPresent()) {
                throw new NvrRefusal(-105);
            }
            device.check(name, password);
            if (device.faults
                            .strikes(NvrFaultKind.LOGIN_FULL, NvrFaults.NO_CHANNEL)
                            .isPresent()
                    || device.isFull()) {
                device.watch.full();
                throw new NvrRefusal(-5);
            }
            return new JsonObject()
                    .put(
                            "Token",
                            new JsonObject()
                                    .put("leaseTime", device.options.lease().toSeconds())
                                    .put("name", device.open(call.ip())));
        });
    }

    private NvrAnswer logout(Optional<String> token, Optional<NvrDevice.Session> session) {
        device.watch.logout(session.isEmpty());
        if (session.isEmpty()) {
            device.stray();
            return invalid(List.of("Logout"));
        }
        device.end(token.get());
        return device.faults.has(NvrFaultKind.LOGOUT_TEXT)
                ? NvrAnswer.of(Answer.of(200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII)), true)
                : one("Logout", NvrApi::done);
    }

    /** What is said to a request without a session, unless its address has user and password. */
    private Optional<NvrAnswer> withoutSession(NvrCall call) {
        if (call.text("password").isPresent()) {
            device.watch.passwordInAddress();
            try {
                device.check(call.text("user").orElse(""), call.text("password").get());
                return Optional.empty();
            } catch (NvrRefusal wrong) {
                return Optional.of(NvrAnswer.refused(call.names(), wrong.code));
            }
        }
        device.watch.withoutSession();
        return Optional.of(invalid(call.names()));
    }

    private NvrAnswer invalid(List<String> names) {
        Optional<NvrFault> status = device.faults.on(NvrFaultKind.TOKEN_HTTP);
        return status.map(fault -> NvrAnswer.of(page(fault.number(), "Error"), false))
                .orElseGet(() -> NvrAnswer.refused(names, device.faults.has(NvrFaultKind.TOKEN_21) ? -21 : -6));
    }

    // ---- pictures and files

    private NvrAnswer snap(
            NvrCall.Command command, Optional<NvrDevice.Session> session, Predicate<NvrFaultKind> happens) {
        List<String> names = List.of(command.name());
        try {
            int channel = existing(command).number();
            device.watch.asksForSnapshot(channel);
            if (device.faults.on(NvrFaultKind.DEAD_CHANNEL, channel).isPresent()
                    || happens.test(NvrFaultKind.SNAP_HANG)) {
                return NvrAnswer.of(Answer.never(), false);
            }
            online(command);
            boolean first = session.map(alive -> !alive.snapped).orElse(false);
            session.ifPresent(alive -> alive.snapped = true);
            Optional<NvrFault> never = device.faults.on(NvrFaultKind.SNAP_NEVER, channel);
            if (never.isPresent()) {
                return NvrAnswer.refused(names, -never.get().number());
            }
            if (first && device.faults.on(NvrFaultKind.SNAP_FIRST, channel).isPresent()
                    || happens.test(NvrFaultKind.SNAP_12)) {
                return NvrAnswer.refused(names, -12);
            }
            if (happens.test(NvrFaultKind.SNAP_17)) {
                return NvrAnswer.refused(names, -17);
            }
            if (happens.test(NvrFaultKind.SNAP_48)) {
                return NvrAnswer.refused(names, -48);
            }
            NvrAnswer picture = spoilt(device.nextPicture(channel), happens);
            return device.faults
                    .strikes(NvrFaultKind.SNAP_SLOW, channel)
                    .map(slow -> picture.changed(picture.answer().later(slow.number()), true))
                    .orElse(picture);
        } catch (NvrRefusal refusal) {
            return NvrAnswer.refused(names, refusal.code);
        }
    }

    private NvrAnswer spoilt(NvrMark mark, Predicate<NvrFaultKind> happens) {
        byte[] whole = pictures.picture(mark);
        if (happens.test(NvrFaultKind.SNAP_TRUNCATED)) {
            return NvrAnswer.picture(mark, JPEG, Arrays.copyOf(whole, whole.length / 2), false);
        }
        if (happens.test(NvrFaultKind.SNAP_EMPTY)) {
            return NvrAnswer.picture(mark, JPEG, new byte[0], false);
        }
        if (happens.test(NvrFaultKind.SNAP_JSON)) {
            NvrAnswer json = NvrAnswer.refused(List.of("Snap"), -12);
            return new NvrAnswer(Answer.of(200, JPEG, json.answer().body()), json.codes(), Optional.empty(), false);
        }
        if (happens.test(NvrFaultKind.SNAP_WRONG_TYPE)) {
            return NvrAnswer.picture(mark, "text/html", whole, false);
        }
        if (happens.test(NvrFaultKind.SNAP_PADDED)) {
            return NvrAnswer.picture(mark, JPEG, Arrays.copyOf(whole, whole.length + 64), true);
        }
        NvrAnswer picture = NvrAnswer.picture(mark, JPEG, whole, true);
        return happens.test(NvrFaultKind.SNAP_CUT)
                ? picture.changed(picture.answer().delivered(Answer.Delivery.CUT), false)
                : picture;
    }

    private NvrAnswer download(NvrCall call) {
        if (!recordings.has(call.text("source"))) {
            return NvrAnswer.refused(List.of("Download"), -222);
        }
        // Misspelt as the firmware misspells it
        Answer file = Answer.of(200, "apolication/octet-stream", pictures.recording())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + call.text("source").get() + "\"");
        return NvrAnswer.of(file, true);
    }

    // ---- commands

    private interface Work {
        JsonObject done();
    }

    private static NvrAnswer one(String command, Work work) {
        return NvrAnswer.json(new JsonArray().add(result(command, work)));
    }

    private static JsonObject result(String command, Work work) {
        try {
            return NvrAnswer.result(command, work.done());
        } catch (NvrRefusal refusal) {
            return NvrAnswer.refusal(command, refusal);
        }
    }

    private NvrAnswer batch(NvrCall call) {
        Optional<NvrFault> collapses = device.faults.on(NvrFaultKind.BATCH_COLLAPSES);
        if (collapses.isPresent()
                && call.commands().size() > 1
                && !commands.keySet().containsAll(call.names())) {
            return NvrAnswer.refused(
                    List.of(call.names().get(0)), -collapses.get().number());
        }
        JsonArray results = new JsonArray();
        for (NvrCall.Command command : call.commands()) {
            results.add(result(command.name(), () -> run(command)));
        }
        return NvrAnswer.json(results);
    }

    private JsonObject run(NvrCall.Command command) {
        if (command.name().isEmpty()) {
            throw new NvrRefusal(-1);
        }
        if (UNSUPPORTED.contains(command.name())) {
            throw new NvrRefusal(-9);
        }
        try {
            return Optional.ofNullable(commands.get(command.name()))
                    .orElseThrow(() -> new NvrRefusal(-24))
                    .apply(command);
        } catch (ClassCastException wrongType) {
            throw new NvrRefusal(-4);
        }
    }

    private static JsonObject done() {
        return new JsonObject().put("rspCode", 200);
    }

    private NvrChannel existing(NvrCall.Command command) {
        return device.channel(command.number("channel")).orElseThrow(() -> new NvrRefusal(-49));
    }

    private NvrChannel online(NvrCall.Command command) {
        NvrChannel channel = existing(command);
        if (!channel.online()) {
            throw new NvrRefusal(-99);
        }
        return channel;
    }

    private JsonObject deviceInfo() {
        return new JsonObject()
                .put(
                        "DevInfo",
                        new JsonObject()
                                .put("B485", 0)
                                .put("IOInputNum", 0)
                                .put("IOOutputNum", 0)
                                .put("audioNum", 0)
                                .put("buildDay", "build 18081408")
                                .put("cfgVer", "v2.0.0.0")
                                .put("channelNum", device.channels().size())
                                .put("detail", "NVR")
                                .put("diskNum", 1)
                                .put("exactType", "NVR")
                                .put("firmVer", "v2.0.0.280_18081408")
                                .put("frameworkVer", 1)
                                .put("hardVer", "H3MB02")
                                .put("model", "SIMULATED-NVR")
                                .put("name", "Simulated NVR")
                                .put("serial", "00000000000001")
                                .put("type", "NVR")
                                .put("wifi", 0));
    }

    private JsonObject channelStatus() {
        boolean named = !device.faults.has(NvrFaultKind.NO_NAMES);
        JsonArray status = new JsonArray();
        for (NvrChannel channel : device.channels()) {
            JsonObject one = new JsonObject().put("channel", channel.number());
            if (named) {
                one.put("name", channel.name());
            }
            one.put("online", channel.online() ? 1 : 0);
            if (named) {
                one.put("typeInfo", channel.online() ? "SIMULATED-CAM" : "");
            }
            status.add(one);
        }
        return new JsonObject().put("count", status.size()).put("status", status);
    }

    private static JsonObject osd(NvrChannel channel) {
        return new JsonObject()
                .put(
                        "Osd",
                        new JsonObject()
                                .put("bgcolor", 0)
                                .put("channel", channel.number())
                                .put(
                                        "osdChannel",
                                        new JsonObject()
                                                .put("enable", 1)
                                                .put("name", channel.name())
                                                .put("pos", "Lower Right"))
                                .put(
                                        "osdTime",
                                        new JsonObject().put("enable", 1).put("pos", "Top Center"))
                                .put("watermark", 0));
    }

    private JsonObject encoder(NvrChannel channel) {
        NvrPictures.Size size = pictures.size(channel.number());
        return new JsonObject()
                .put(
                        "Enc",
                        new JsonObject()
                                .put("audio", 1)
                                .put("channel", channel.number())
                                .put("mainStream", stream(size.width(), size.height(), 25, 4096))
                                .put("subStream", stream(640, 360, 7, 160)));
    }

    private JsonObject stream(int width, int height, int rate, int bits) {
        JsonObject stream = new JsonObject()
                .put("bitRate", bits)
                .put("frameRate", rate)
                .put("gop", 2)
                .put("profile", "High")
                .put("size", width + "*" + height);
        return device.faults.has(NvrFaultKind.OLD_ENC)
                ? stream
                : stream.put("height", height).put("width", width).put("vType", "h264");
    }

    private JsonObject motion(NvrChannel channel) {
        return new JsonObject().put("state", (device.now() / 10_000 + channel.number()) % 3 == 0 ? 1 : 0);
    }

    private JsonObject rtsp(NvrChannel channel) {
        String base =
                String.format(Locale.ROOT, "rtsp://%s:554/Preview_%02d_", device.options.host(), channel.number() + 1);
        return new JsonObject()
                .put(
                        "rtspUrl",
                        new JsonObject()
                                .put("channel", channel.number())
                                .put("mainStream", base + "main")
                                .put("subStream", base + "sub"));
    }

    private static JsonObject disks() {
        return new JsonObject()
                .put(
                        "HddInfo",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("capacity", 3_815_447)
                                        .put("format", 1)
                                        .put("mount", 1)
                                        .put("number", 0)
                                        .put("size", 1_048_576)
                                        .put("storageType", 1)));
    }

    private JsonObject time() {
        int seconds = device.options
                .zone()
                .getRules()
                .getOffset(Instant.ofEpochMilli(device.now()))
                .getTotalSeconds();
        return new JsonObject()
                .put("Dst", new JsonObject().put("enable", 0).put("offset", 1))
                .put(
                        "Time",
                        NvrRecordings.shown(device.localTime())
                                .put("hourFmt", 0)
                                .put("timeFmt", "DD/MM/YYYY")
                                // With the sign of the vendor's guide, which is not that of the offset
                                .put("timeZone", -seconds));
    }

    private JsonObject abilities() {
        JsonArray channels = new JsonArray();
        device.channels()
                .forEach(channel -> channels.add(new JsonObject()
                        .put("snap", ability())
                        .put("enc", ability())
                        .put("osd", ability())));
        return new JsonObject()
                .put(
                        "Ability",
                        new JsonObject()
                                .put("abilityChn", channels)
                                .put("devInfo", ability())
                                .put("hddInfo", ability()));
    }

    private static JsonObject ability() {
        return new JsonObject().put("permit", 6).put("ver", 1);
    }

    private JsonObject users() {
        JsonArray users = new JsonArray();
        for (NvrDevice.Session session : device.sessions()) {
            users.add(new JsonObject()
                    .put("canbeDisconn", 1)
                    .put("ip", session.ip)
                    .put("level", "admin")
                    .put("sessionId", session.id)
                    .put("userName", device.options.user()));
        }
        return new JsonObject().put("User", users);
    }

    private JsonObject disconnect(NvrCall.Command command) {
        if (!(command.object("User").getValue("sessionId") instanceof Integer id) || !device.disconnect(id)) {
            throw new NvrRefusal(-4);
        }
        return done();
    }

    private JsonObject systemConfiguration() {
        return new JsonObject()
                .put(
                        "SysCfg",
                        new JsonObject()
                                .put("LockTime", device.options.lockTime().toSeconds())
                                .put("allowedTimes", device.options.tries())
                                .put("loginLock", 1));
    }
}
