package dev.drover.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * The user's settings: {@code application.properties} in the working directory, or in the container's {@code /drover}. They win
 * over the packaged defaults; environment variables and options of a command win over them.
 */
public final class UserFile implements ConfigSourceProvider {

    static final String NAME = "application.properties";
    /** Above the packaged file (250), below the environment (300). */
    private static final int ORDINAL = 270;

    static Optional<Path> find() {
        return places().filter(Files::isRegularFile).findFirst();
    }

    /** A folder of that name, as Docker makes one where the file to be mounted does not exist. */
    static Optional<Path> folderInstead() {
        return places().filter(Files::isDirectory).findFirst();
    }

    private static Stream<Path> places() {
        return Stream.of(Path.of(NAME), Path.of("/drover", NAME)).map(Path::toAbsolutePath);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        return find().<ConfigSource>map(UserFile::source).stream().toList();
    }

    private static ConfigSource source(Path file) {
        try {
            return new PropertiesConfigSource(file.toUri().toURL(), ORDINAL);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
