package dev.drover.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The route files that came with Drover; the build lists them, for a native binary has no folders to look into. */
@Singleton
public class PackagedRoutes {

    /** Setting of which routes a start runs: {@code packaged}, {@code folder} (those of {@code drover.routes}) or {@code none}. */
    public static final String RUN = "routes.run";

    private static final String FOLDER = "routes/";

    private final List<String> paths;

    PackagedRoutes(@ConfigProperty(name = "routes.packaged") List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    /** Their paths, such as {@code footage/poll-alerts.camel.yaml}. */
    public List<String> paths() {
        return paths;
    }

    /** One of them, or the map of them all ({@code README.md}). */
    public Optional<String> text(String path) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + path)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<RouteSource> all() {
        return paths.stream()
                .map(path -> new RouteSource(path, text(path).orElseThrow()))
                .toList();
    }
}
