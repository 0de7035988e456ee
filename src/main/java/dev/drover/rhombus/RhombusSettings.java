package dev.drover.rhombus;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the Rhombus organisation; {@code application.properties} explains each. */
@ConfigMapping(prefix = "rhombus")
public interface RhombusSettings {

    /** Base address of the REST API, without a trailing slash. */
    @WithDefault("https://api2.rhombussystems.com")
    URI apiUrl();

    /** The API key; {@link #apiKeyFile} is the alternative. */
    Optional<String> apiKey();

    /** A file whose first line is the API key. */
    Optional<Path> apiKeyFile();

    /** PEM client certificate of a certificate key; goes with {@link #privateKey}. */
    Optional<Path> certificate();

    /** PEM private key of a certificate key, not encrypted. */
    Optional<Path> privateKey();

    /** Requests per second to the REST API, of all workers together. */
    @WithDefault("5")
    int requestsPerSecond();

    /** How long the REST API may take to answer. */
    @WithDefault("30s")
    Duration answerTimeout();

    /** Lifetime asked for a federated session token; it is renewed after 80 % of it. */
    @WithDefault("1h")
    Duration sessionLifetime();

    /** Cloud media hosts that may see the API key, {@code *.} standing for any sub-domain. */
    @WithDefault("*.rhombussystems.com")
    List<String> mediaHosts();
}
