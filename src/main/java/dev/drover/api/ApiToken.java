package dev.drover.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

import jakarta.inject.Singleton;

/** What clients must know, if anything. A file is read again with each start only. */
@Singleton
public class ApiToken {

    private final Optional<byte[]> token;

    public ApiToken(ApiSettings settings) {
        this.token = settings.token()
                .or(() -> settings.tokenFile().map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException unreadable) {
                        // Its cause has only the name of the file
                        throw new IllegalArgumentException("api.token-file (API_TOKEN_FILE) is " + file
                                + ", which cannot be read. Is it there, and may this user read it?");
                    }
                }))
                .map(String::strip)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (token.filter(bytes -> bytes.length == 0).isPresent()) {
            throw new IllegalArgumentException("The API token is empty. Set API_TOKEN or the file of API_TOKEN_FILE");
        }
    }

    /** Whether one is needed. */
    public boolean needed() {
        return token.isPresent();
    }

    /**
     * Whether a header shows that its client knows it: {@code Bearer …}, or {@code Basic …} with it as the password, which browsers can
     * ask for.
     */
    public boolean shownBy(Optional<String> authorization) {
        return token.isEmpty()
                || authorization.flatMap(ApiToken::said).filter(this::right).isPresent();
    }

    private boolean right(byte[] said) {
        return MessageDigest.isEqual(said, token.orElseThrow());
    }

    private static Optional<byte[]> said(String header) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip().getBytes(StandardCharsets.UTF_8));
        }
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String login = new String(
                        Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
                return Optional.of(login.substring(login.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException none) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
