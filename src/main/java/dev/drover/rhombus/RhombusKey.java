package dev.drover.rhombus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The API key and how it is presented. Its text is handed out to request headers only and has no other reader. */
@Named("rhombusKey")
@Singleton
@RegisterForReflection
public class RhombusKey {

    private final RhombusSettings settings;

    public RhombusKey(RhombusSettings settings) {
        this.settings = settings;
    }

    /** {@code api} with a client certificate (mTLS), else {@code api-token} (Rhombus OpenAPI, security schemes). */
    public String scheme() {
        return settings.certificate().isPresent() && settings.privateKey().isPresent() ? "api" : "api-token";
    }

    /**
     * The key itself.
     *
     * @throws MissingKeyException when none is configured or its file cannot be read
     */
    public String secret() {
        return settings.apiKey()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .orElseGet(() -> settings.apiKeyFile()
                        .map(RhombusKey::firstLine)
                        .orElseThrow(() -> new MissingKeyException(
                                "No API key. Set RHOMBUS_API_KEY, or RHOMBUS_API_KEY_FILE to a file that holds it")));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElseThrow(
                            () -> new MissingKeyException("RHOMBUS_API_KEY_FILE names " + file + ", which is empty"));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new MissingKeyException("RHOMBUS_API_KEY_FILE names " + file + ", which cannot be read");
        }
    }

    /** There is no key to ask with. */
    public static final class MissingKeyException extends IllegalStateException {
        MissingKeyException(String message) {
            super(message);
        }
    }
}
