package dev.drover.simulator;

import java.util.Optional;

import io.vertx.core.MultiMap;

/**
 * What a caller showed, wherever the vendor looks for it.
 *
 * @param scheme {@code x-auth-scheme} of the headers, or of the query; empty when there is none
 * @param key {@code x-auth-apikey}
 * @param federated {@code x-auth-ft} of the headers or of the query, with the scheme that belongs to it
 * @param cookie the token of one of the two session cookies, {@code RSESSIONID} or {@code RHOMBUS_SESSIONID}
 */
record Credentials(String scheme, Optional<String> key, Optional<String> federated, Optional<String> cookie) {

    private static final String FEDERATED = "federated-token";

    static Credentials of(MultiMap headers, MultiMap query) {
        String scheme = headers.get("x-auth-scheme");
        String queryScheme = query.get("x-auth-scheme");
        Optional<String> federated = Optional.empty();
        if (FEDERATED.equals(scheme)) {
            federated = Optional.ofNullable(headers.get("x-auth-ft"));
        } else if (FEDERATED.equals(queryScheme)) {
            federated = Optional.ofNullable(query.get("x-auth-ft"));
        }
        return new Credentials(
                scheme != null ? scheme : queryScheme != null ? queryScheme : "",
                Optional.ofNullable(headers.get("x-auth-apikey")),
                federated,
                Optional.ofNullable(headers.get("cookie")).flatMap(Credentials::session));
    }

    private static Optional<String> session(String cookies) {
        for (String cookie : cookies.split(";")) {
            String trimmed = cookie.strip();
            for (String name : new String[] {"RSESSIONID=RFT:", "RHOMBUS_SESSIONID=RFT:"}) {
                if (trimmed.startsWith(name)) {
                    return Optional.of(trimmed.substring(name.length()));
                }
            }
        }
        return Optional.empty();
    }

    /** The federated token, in whichever form it came. */
    Optional<String> token() {
        return federated.or(() -> cookie);
    }

    /** Whether the scheme is one that goes with an API key. */
    boolean keyScheme() {
        return switch (scheme) {
            case "api-token", "api", "partner-api-token", "partner-api" -> true;
            default -> false;
        };
    }
}
