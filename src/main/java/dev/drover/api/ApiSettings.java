package dev.drover.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where clients find Drover and who may be one; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "api")
public interface ApiSettings {

    /** Port that clients connect to. */
    @WithDefault("${PORT:8000}")
    int port();

    /** Address it listens on; this machine only when not set, all where there is a token. */
    Optional<String> host();

    /** Names by which it may be called where everybody may call it, but from this machine only. */
    Optional<List<String>> allowedHosts();

    /** What clients must know. */
    Optional<String> token();

    /** A file that holds it. */
    Optional<Path> tokenFile();

    /** Requests that are answered in a second, over all clients. */
    @WithDefault("100")
    int requestsPerSecond();
}
