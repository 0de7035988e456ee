package dev.drover.routing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The route files that came with Drover. They are read when the native binary is built and are a part of it from then on: there, to
 * find a resource takes as long as to read a whole route.
 */
@Singleton
public class PackagedRoutes {

    /** Setting of which routes a start runs: {@code packaged}, {@code folder} (those of {@code drover.routes}) or {@code none}. */
    public static final String RUN = "routes.run";

    private static final String FOLDER = "routes/";
    /** Lists them, for a native binary has no folders to look into. */
    private static final String INDEX = "index.txt";
    /** The map of them all. */
    private static final String MAP = "README.md";

    private static final List<String> PATHS = List.of(read(INDEX).strip().split(","));
    private static final Map<String, String> TEXTS = texts();

    private final List<String> paths;
    private final Set<String> unused;

    @Inject
    PackagedRoutes(@ConfigProperty(name = "routes.unused") Optional<Set<String>> unused) {
        this(PATHS, unused.orElse(Set.of()));
    }

    PackagedRoutes(List<String> paths, Set<String> unused) {
        this.paths = List.copyOf(paths);
        this.unused = Set.copyOf(unused);
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        PATHS.forEach(path -> texts.put(path, read(path)));
        texts.put(MAP, read(MAP));
        return Map.copyOf(texts);
    }

    private static String read(String path) {
        try (InputStream file = PackagedRoutes.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            if (file == null) {
                throw new FileNotFoundException(FOLDER + path + " is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Their paths, such as {@code footage/poll-alerts.camel.yaml}. */
    public List<String> paths() {
        return paths;
    }

    /** One of them, or the map of them all ({@code README.md}). */
    public Optional<String> text(String path) {
        return Optional.ofNullable(TEXTS.get(path));
    }

    /** Those that run: without the folders that are not wanted. */
    List<RouteSource> wanted() {
        return all().stream()
                .filter(source -> !unused.contains(source.path().replaceFirst("/.*", "")))
                .toList();
    }

    List<RouteSource> all() {
        return paths.stream()
                .map(path -> new RouteSource(path, text(path).orElseThrow()))
                .toList();
    }
}
