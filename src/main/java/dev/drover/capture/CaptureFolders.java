package dev.drover.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;
import dev.drover.files.FileException;

/**
 * Where captures are: {@code <capture.folder>/capture1/} has segments and their playlist, {@code captures/} below it the
 * pictures and their verdicts.
 */
@Named("captureFolders")
@Singleton
@RegisterForReflection
public class CaptureFolders {

    private static final Pattern NUMBERED = Pattern.compile("capture(\\d{0,9})");

    private final CaptureSettings settings;
    private final DataFolder data;
    private final List<CaptureDevice> devices;

    public CaptureFolders(CaptureSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
        this.devices = settings.devices().map(CaptureDevice::parse).orElse(List.of());
    }

    /** The folder of all directories. */
    public Path root() {
        return settings.folder()
                .orElseGet(() -> data.results("capture"))
                .toAbsolutePath()
                .normalize();
    }

    /** Of segments and their playlist. */
    public Path directory(String name) {
        return root().resolve(name);
    }

    /** Of pictures. */
    public Path captures(String name) {
        return directory(name).resolve("captures");
    }

    /** The devices that are recorded here. */
    public List<CaptureDevice> devices() {
        return devices;
    }

    /** The names of all directories: those of the devices, and those that are there and named as such. Names tell: nothing of them is read. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        devices.forEach(device -> names.add(device.directory()));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (NUMBERED.matcher(name).matches()) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException none) {
            // A device makes it
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw FileException.of(
                    "list the directories",
                    root(),
                    unreadable instanceof DirectoryIteratorException wrapped
                            ? wrapped.getCause()
                            : (IOException) unreadable);
        }
        return List.copyOf(names);
    }

    /** What the device of a directory is called in incidents: {@code device1} for {@code capture1}, else as the directory. */
    public static String device(String directory) {
        Matcher numbered = NUMBERED.matcher(directory);
        return numbered.matches() ? "device" + numbered.group(1) : directory;
    }

    /** The configured device of a directory. */
    Optional<CaptureDevice> configured(String directory) {
        return devices.stream()
                .filter(device -> device.directory().equals(directory))
                .findFirst();
    }
}
