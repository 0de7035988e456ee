package dev.drover.reolink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.PlainText;
import dev.drover.frames.BrokenPictureException;
import dev.drover.frames.Jpeg;
import dev.drover.reolink.NvrAnswer.Kind;

/**
 * Tells what an answer means, from its body: refusals come with status 200 and as text/html, and a picture's place may be taken by
 * one. Only where there is neither JSON nor a picture the status is asked.
 */
@Named("nvrAnswers")
@Singleton
@RegisterForReflection
public class NvrAnswers {

    /** No picture is larger. */
    private static final int MOST_BYTES = 64 << 20;

    private static final int QUOTED = 80;

    private final Clock clock;
    private final NvrRequests requests;
    private final NvrSessions sessions;

    public NvrAnswers(Clock clock, NvrRequests requests, NvrSessions sessions) {
        this.clock = clock;
        this.requests = requests;
        this.sessions = sessions;
    }

    /** Reads an answer to its end, which is when it has come. */
    public NvrReply receive(int status, Object type, InputStream body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.readNBytes(MOST_BYTES);
        return new NvrReply(status, type == null ? "" : type.toString(), bytes, clock.instant());
    }

    /** What it says. */
    public NvrAnswer read(NvrCall call, NvrReply reply) {
        if (call instanceof NvrCall.Logout) {
            // Some answer nothing that could be read, and nothing depends on it
            return NvrAnswer.good(true);
        }
        try {
            Optional<JsonNode> json = json(reply.body());
            if (json.isPresent() || reply.status() == 200) {
                sessions.trust(call);
            }
            if (json.isPresent()) {
                return read(call, json.get());
            }
            if (reply.status() != 200) {
                return byStatus(call, reply.status());
            }
            return call.wantsPicture() ? picture(call, reply) : refuse(call, Kind.PASSING, instead(reply));
        } catch (NvrException.Passing meaningless) {
            // A login may have opened a session
            return call instanceof NvrCall.Login
                    ? refusal(call, Kind.SESSIONS_FULL, meaningless.getMessage())
                    : refuse(call, Kind.PASSING, meaningless.getMessage());
        }
    }

    /** What was asked for, or the refusal as the exception that the error policies know. */
    public Object demand(NvrAnswer answer) {
        String why = answer.why();
        return switch (answer.kind()) {
            case GOOD -> answer.value().orElseThrow();
            case SESSION_ENDED -> throw new NvrException.SessionEnded(why);
            case OTHER_PATH -> throw new NvrException.OtherPath(why);
            case SESSIONS_FULL -> throw new NvrException.SessionsFull(why);
            case LOGIN_REFUSED -> throw new NvrException.LoginRefused(why);
            case LOGINS_LOCKED -> throw new NvrException.LoginsLocked(why);
            case BUSY -> throw new NvrException.Busy(why);
            case CHANNEL_OFFLINE -> throw new NvrException.ChannelOffline(why);
            case REJECTED -> throw new NvrException.Rejected(why);
            case PASSING -> throw new NvrException.Passing(why);
            case LASTING -> throw new NvrException.Lasting(why);
        };
    }

    private static Optional<JsonNode> json(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
            at++;
        }
        if (at == body.length || (body[at] != '[' && body[at] != '{')) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return Optional.of(node.isArray() ? node.path(0) : node);
        } catch (JsonProcessingException cutOff) {
            throw new NvrException.Passing("it answered with JSON that cannot be read");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private NvrAnswer read(NvrCall call, JsonNode answer) {
        JsonNode error = answer.path("error");
        long code =
                Json.number(error, "rspCode").orElse(Json.number(answer, "code").orElse(1) == 0 ? 0 : -25);
        if (Json.number(answer, "code").orElse(code) == 0) {
            return NvrAnswer.good(call.read(answer.path("value")));
        }
        boolean locked = call instanceof NvrCall.Login && RspCode.isNoPassingLogin((int) code);
        Kind kind = locked
                ? Kind.LOGINS_LOCKED
                : Kind.valueOf(RspCode.kind((int) code).name());
        if (kind == Kind.SESSIONS_FULL) {
            sessions.full(call);
        }
        return refuse(
                call,
                kind,
                "it says "
                        + RspCode.words((int) code, Json.text(error, "detail").orElse("")));
    }

    private NvrAnswer picture(NvrCall call, NvrReply reply) {
        if (!reply.type().toLowerCase(Locale.ROOT).startsWith("image/")) {
            return refuse(call, Kind.PASSING, instead(reply));
        }
        try {
            Jpeg jpeg = Jpeg.of(reply.body());
            return NvrAnswer.good(new Snapshot(reply.body(), jpeg.width(), jpeg.height(), reply.at()));
        } catch (BrokenPictureException broken) {
            return refuse(call, Kind.PASSING, "what came is no whole picture: " + broken.getMessage());
        }
    }

    private NvrAnswer byStatus(NvrCall call, int status) {
        boolean login = call instanceof NvrCall.Login;
        if (status >= 300 && status < 400) {
            return refuse(
                    call,
                    Kind.REJECTED,
                    "it answers " + status + ", as one does that wants https. Write https:// before its address");
        }
        if (status == 404 && login) {
            return requests.otherPath(call)
                    ? refuse(call, Kind.OTHER_PATH, "it does not know the path " + requests.path(call))
                    : refuse(
                            call,
                            Kind.PASSING,
                            "it answers 404. Is this the address of a Reolink NVR, and is HTTP switched on there"
                                    + " (Network, Advanced, Server Settings)?");
        }
        if ((status == 404 || status == 502) && !login && sessions.doubt(call)) {
            return refuse(call, Kind.SESSION_ENDED, "it answers " + status + ", as one does whose session has ended");
        }
        return refuse(call, Kind.PASSING, "it answers " + status);
    }

    private NvrAnswer refuse(NvrCall call, Kind kind, String what) {
        Kind lasting =
                call instanceof NvrCall.Snap snap && !snap.patient() && kind == Kind.PASSING ? Kind.LASTING : kind;
        return refusal(call, lasting, what + advice(call, kind));
    }

    private static NvrAnswer refusal(NvrCall call, Kind kind, String what) {
        return NvrAnswer.refusal(kind, "Cannot " + call.purpose() + ", " + Nvr.title(call.nvr()) + ": " + what);
    }

    private String advice(NvrCall call, Kind kind) {
        return switch (kind) {
            case SESSIONS_FULL ->
                ". Log out of it elsewhere: apps, browsers, other programs. What is left of a program that"
                        + " was killed ends by itself within an hour";
            case LOGIN_REFUSED -> ". " + NvrSessions.checkLogin(call.nvr());
            case LOGINS_LOCKED -> ". No login is tried for a while (nvr.lock-wait)";
            case BUSY -> ". Nothing is asked of it for a while (nvr.busy-wait)";
            default -> "";
        };
    }

    /** What came where something else should have; never more than its begin. */
    private static String instead(NvrReply reply) {
        String begin = new String(reply.body(), 0, Math.min(reply.body().length, 4 * QUOTED), StandardCharsets.UTF_8);
        String line = PlainText.of(begin)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
        String quote = line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line;
        return "it answered with " + reply.body().length + " bytes of "
                + (reply.type().isEmpty() ? "no known type" : PlainText.of(reply.type()))
                + (reply.type().startsWith("text/") && !quote.isEmpty() ? " (" + quote + ")" : "");
    }
}
