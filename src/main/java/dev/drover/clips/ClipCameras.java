package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The cameras that clips can be cut from: the folders in the source. */
@Named("clipCameras")
@Singleton
@RegisterForReflection
public class ClipCameras {

    private final SegmentSettings settings;

    public ClipCameras(SegmentSettings settings) {
        this.settings = settings;
    }

    /** Their names, in order; none while the source is not there. */
    public List<String> all() throws IOException {
        Path source = settings.source().orElseThrow();
        try (Stream<Path> folders = Files.list(source)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }
}
