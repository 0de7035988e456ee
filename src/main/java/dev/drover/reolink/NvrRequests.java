package dev.drover.reolink;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Turns commands into requests. */
@Named("nvrRequests")
@Singleton
@RegisterForReflection
public class NvrRequests {

    /** The first is what newer devices know, the second what the guide says. */
    static final List<String> PATHS = List.of("/cgi-bin/api.cgi", "/api.cgi");

    private final Nvrs nvrs;
    private final NvrSessions sessions;
    private final Optional<String> path;
    /** Of each recorder that has shown that it is not the first one. */
    private final Map<String, String> paths = new ConcurrentHashMap<>();

    public NvrRequests(Nvrs nvrs, NvrSessions sessions, NvrSettings settings) {
        this.nvrs = nvrs;
        this.sessions = sessions;
        this.path = settings.path();
    }

    /** Where it goes, without what is asked. */
    public String address(NvrCall call) {
        return nvrs.named(call.nvr()).address() + path(call);
    }

    String path(NvrCall call) {
        return path.or(() -> sessions.path(call.nvr()))
                .or(() -> Optional.ofNullable(paths.get(call.nvr())))
                .orElse(PATHS.get(0));
    }

    /** Whether there is another path to try: none was set, and this one has never been good. */
    boolean otherPath(NvrCall call) {
        return path.isEmpty() && sessions.path(call.nvr()).isEmpty();
    }

    /** Takes the other path from now on. */
    public NvrAnswer takeOtherPath(NvrCall call, NvrAnswer answer) {
        paths.put(call.nvr(), PATHS.get(1 - PATHS.indexOf(path(call))));
        return answer;
    }

    /** Keeps what a login gave. */
    public void keep(NvrCall call, NvrCall.Lease lease) {
        sessions.keep(call, lease, path(call));
    }

    /** What is asked, with the token: a secret. */
    public String query(NvrCall call) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("cmd", call.command());
        if (call.wantsPicture()) {
            query.putAll(call.parameters());
            // Defeats caches
            query.put("rs", Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36));
        }
        if (call instanceof NvrCall.Logout logout) {
            query.put("token", logout.token());
        } else if (!(call instanceof NvrCall.Login)) {
            query.put("token", sessions.token(call.nvr()).map(NvrToken::text).orElse(""));
        }
        List<String> parts = new ArrayList<>();
        query.forEach((name, value) ->
                parts.add(name + "=" + URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)));
        return String.join("&", parts);
    }

    /** The body, for a login with the password; empty for a picture. */
    public String json(NvrCall call) {
        if (call.wantsPicture()) {
            return "";
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("cmd", call.command());
        request.put("action", 0);
        request.put("param", call.parameters());
        try {
            return Json.MAPPER.writeValueAsString(List.of(request));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
