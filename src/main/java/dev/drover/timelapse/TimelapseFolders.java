package dev.drover.timelapse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.DataFolder;
import dev.drover.files.FileException;
import dev.drover.files.FileNames;

/**
 * Where pictures and videos are: {@code <timelapse.folder>/frames/ch<id>_<name>/} and {@code <timelapse.folder>/videos/}; those
 * of an NVR that has a name are in a folder of that name below it.
 */
@Named("timelapseFolders")
@Singleton
@RegisterForReflection
public class TimelapseFolders {

    private static final String FRAMES = "frames";
    private static final String VIDEOS = "videos";
    /** On the file system of the videos, for finishing is a rename. */
    private static final String WORK = ".stitching";

    /** With the rest of a video's name, two dates and all, it is within what file systems allow. */
    private static final int MOST_BYTES = 180;

    /** So many characters of a picture's name are its day. */
    private static final int DAY = 8;

    private static final Logger LOG = Logger.getLogger("timelapse");

    private final TimelapseSettings settings;
    private final DataFolder data;

    public TimelapseFolders(TimelapseSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
    }

    /** Of all pictures and videos. */
    public Path root() {
        return settings.folder().toAbsolutePath().normalize();
    }

    /** @param nvr its name, empty for the one that has none */
    public Path frames(String nvr) {
        return root(nvr).resolve(FRAMES);
    }

    /** @param nvr its name, empty for the one that has none */
    public Path videos(String nvr) {
        return root(nvr).resolve(VIDEOS);
    }

    private Path root(String nvr) {
        return nvr.isEmpty() ? root() : root().resolve(FileNames.safeFolder(nvr, "nvr"));
    }

    /**
     * The folder of a channel's pictures. The id decides: a channel that is renamed goes on in the folder that it has.
     *
     * @param nvr its name, empty for the one that has none
     * @param channel its number
     * @param name as the NVR calls it
     */
    public Path channel(String nvr, int channel, String name) {
        String begin = "ch" + channel + "_";
        return folders(frames(nvr)).stream()
                .filter(folder -> folder.getFileName().toString().startsWith(begin))
                .findFirst()
                .orElseGet(() -> frames(nvr).resolve(begin + plain(name)));
    }

    /** Letters, digits, _ and - of any script; what else there is becomes _. */
    private static String plain(String name) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(name.strip(), Normalizer.Form.NFC)
                .codePoints()
                .map(each -> Character.isLetterOrDigit(each) || each == '-' ? each : '_')
                .forEach(kept::appendCodePoint);
        return FileNames.cut(kept.toString(), MOST_BYTES);
    }

    /** Where a picture that has just come belongs: a name that no other has. */
    public Path frame(Path channelFolder, Instant moment) {
        FrameName name = FrameName.of(moment, data.zone());
        while (Files.exists(channelFolder.resolve(name.toString()))) {
            name = name.next();
        }
        return channelFolder.resolve(name.toString());
    }

    /** How a day is written in the name of a picture. */
    static String text(LocalDate day) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    /** The names of the pictures in a folder, in the order in which they came; what is not named as one is not ours. */
    public List<FrameName> pictures(Path folder) {
        return pictures(folder, day -> true);
    }

    /**
     * Those of some days; a folder may hold millions of others, which cost little.
     *
     * @param wanted whether a day is, as {@code 20261122}
     */
    List<FrameName> pictures(Path folder, Predicate<String> wanted) {
        record Dated(long millis, FrameName name) {}
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() > DAY && wanted.test(name.substring(0, DAY)))
                    .map(FrameName::parse)
                    .flatMap(Optional::stream)
                    .map(name -> new Dated(name.instant(data.zone()).toEpochMilli(), name))
                    .sorted(Comparator.comparingLong(Dated::millis)
                            .thenComparing(dated -> dated.name().number()))
                    .map(Dated::name)
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new FileException(
                    "The pictures in " + folder + " cannot be listed: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The videos of some days of a channel: {@code timelapse_<channel>_<first>[_<last>].mp4}, and the same with {@code _720p}. */
    static List<String> videos(String channel, LocalDate first, LocalDate last) {
        String days = first + (first.equals(last) ? "" : "_" + last) + ".mp4";
        return List.of("timelapse_" + channel + "_" + days, "timelapse_" + channel + "_720p_" + days);
    }

    /** What was encoded of a day that has no video yet. */
    Path stretches(String nvr, String channel) {
        return root().resolve(WORK)
                .resolve("days")
                .resolve(nvr.isEmpty() ? "_" : nvr)
                .resolve(channel);
    }

    /** Videos on their way that are made at once. */
    Path once() {
        return root().resolve(WORK).resolve("once");
    }

    /** The names of the NVRs that have a folder of pictures, in order; empty for the one that has none. */
    public List<String> nvrs() {
        return Stream.concat(
                        Optional.of("").filter(none -> Files.isDirectory(frames(none))).stream(),
                        folders(root()).stream()
                                .filter(folder -> Files.isDirectory(folder.resolve(FRAMES)))
                                .map(folder -> folder.getFileName().toString())
                                .filter(name -> !name.equals(FRAMES) && !name.equals(VIDEOS)))
                .toList();
    }

    /** The folders of an NVR's channels, in order; what is not named as one is not ours. */
    public List<Path> channels(String nvr) {
        return folders(frames(nvr)).stream()
                .filter(folder -> folder.getFileName().toString().matches("ch\\d+_.*"))
                .toList();
    }

    /**
     * Does what is to be done with each channel's folder; one that fails is told of once, and the next ones are not to blame.
     *
     * @param told of which it was told
     */
    void each(Set<Path> told, BiConsumer<String, Path> work) {
        for (String nvr : nvrs()) {
            for (Path folder : channels(nvr)) {
                try {
                    work.accept(nvr, folder);
                    told.remove(folder);
                } catch (FileException | UncheckedIOException failed) {
                    if (told.add(folder)) {
                        LOG.warnf("%s is left alone: %s", folder, failed.getMessage());
                    }
                }
            }
        }
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw FileException.of("list the folders", parent, unreadable);
        }
    }
}
