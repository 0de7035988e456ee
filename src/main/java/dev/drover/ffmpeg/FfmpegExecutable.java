package dev.drover.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Finds the {@code ffmpeg} to run: the one that is set, else the one on the PATH, else the one that came with Drover. */
@Named("ffmpegExecutable")
@Singleton
@RegisterForReflection
public class FfmpegExecutable {
    private static final List<String> NAMES = List.of("ffmpeg", "ffmpeg.exe");

    private final Optional<String> setting;
    private final Optional<String> searchPath;
    private final Optional<String> bundled;

    @Inject
    public FfmpegExecutable(FfmpegSettings settings) {
        this(settings.executable(), Optional.ofNullable(System.getenv("PATH")), settings.bundledDirectory());
    }

    /** The same before the application has started. */
    public static FfmpegExecutable of(Optional<String> setting, Optional<String> bundled) {
        return new FfmpegExecutable(setting, Optional.ofNullable(System.getenv("PATH")), bundled);
    }

    FfmpegExecutable(Optional<String> setting, Optional<String> searchPath, Optional<String> bundled) {
        this.setting = setting.filter(text -> !text.isBlank());
        this.searchPath = searchPath;
        this.bundled = bundled.filter(text -> !text.isBlank());
    }

    /**
     * @return the full path of the program
     * @throws ProcessException if there is none, saying what to install or set
     */
    public String path() {
        if (setting.isPresent()) {
            String set = setting.get();
            return set.contains("/") || set.contains(File.separator)
                    ? runnable(Path.of(set).toAbsolutePath())
                            .orElseThrow(() -> new ProcessException("ffmpeg.executable is " + set
                                    + ", which is no program that can be run. Correct the setting, or leave it out to use"
                                    + " the ffmpeg on the PATH"))
                    : onPath(List.of(set))
                            .orElseThrow(() -> new ProcessException("ffmpeg.executable is " + set
                                    + ", which is not on the PATH. Set it to the full path of the program"));
        }
        return onPath(NAMES)
                .or(this::inBundle)
                .orElseThrow(() -> new ProcessException("There is no ffmpeg on the PATH"
                        + bundled.map(folder -> " or in " + folder).orElse("")
                        + ". Install FFmpeg 4.4 or newer, or set ffmpeg.executable to where it is"));
    }

    private Optional<String> onPath(List<String> names) {
        return searchPath.stream()
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .flatMap(file -> runnable(file.toAbsolutePath()).stream())
                .findFirst();
    }

    private Optional<String> inBundle() {
        if (bundled.isEmpty() || !Files.isDirectory(Path.of(bundled.get()))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(Path.of(bundled.get()))) {
            Optional<Path> file = files.filter(
                            each -> each.getFileName().toString().startsWith("ffmpeg") && Files.isRegularFile(each))
                    .sorted()
                    .findFirst();
            // Archives do not keep the permission to execute
            file.filter(each -> !Files.isExecutable(each))
                    .ifPresent(each -> each.toFile().setExecutable(true));
            return file.flatMap(each -> runnable(each.toAbsolutePath()));
        } catch (IOException e) {
            throw new ProcessException(bundled.get() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file.toString()) : Optional.empty();
    }
}
