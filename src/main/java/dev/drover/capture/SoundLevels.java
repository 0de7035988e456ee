package dev.drover.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.FileException;
import dev.drover.frames.Volume;

/** How loud the finished segments are: each is listened to once, and not by those who look at pictures. */
@Named("soundLevels")
@Singleton
@RegisterForReflection
public class SoundLevels {

    static final Pattern SEGMENT = Pattern.compile("segment_\\d{1,18}\\.ts");
    /** What players read; what it lists is finished. */
    static final String PLAYLIST = "output.m3u8";

    /** A segment tells nothing of pictures that come so much later. */
    private static final Duration LASTS = Duration.ofSeconds(300);
    /** Of how many segments it is known. */
    private static final int MOST = 200;
    /** The last one is finished where it has not changed for so long. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final CaptureFolders folders;
    private final FfmpegCommands commands;
    private final Clock clock;
    private final Map<String, TreeMap<Instant, Optional<Volume>>> levels = new ConcurrentHashMap<>();

    public SoundLevels(CaptureFolders folders, FfmpegCommands commands, Clock clock) {
        this.folders = folders;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * A segment to listen to.
     *
     * @param file empty where there is none
     * @param finished when it was
     */
    @RegisterForReflection
    public record Segment(String directory, Optional<Path> file, Instant finished) {

        public boolean isNew() {
            return file.isPresent();
        }

        /** Where it is. */
        public Path place() {
            return file.orElseThrow();
        }
    }

    /** The newest finished segment of a directory, if nobody has listened to it. */
    public Segment next(String directory) {
        Optional<Segment> newest = newest(directory);
        return newest.filter(segment -> {
                    TreeMap<Instant, Optional<Volume>> known = known(directory);
                    synchronized (known) {
                        return !known.containsKey(segment.finished());
                    }
                })
                .orElse(new Segment(directory, Optional.empty(), Instant.EPOCH));
    }

    /** The newest finished segment for one picture alone, whenever that was finished. */
    public Segment nextFor(CapturedFrame frame) {
        return newest(frame.directory())
                .filter(segment ->
                        Duration.between(frame.time(), segment.finished()).abs().compareTo(LASTS) <= 0)
                .map(segment -> new Segment(frame.directory(), segment.file(), frame.time()))
                .orElse(new Segment(frame.directory(), Optional.empty(), Instant.EPOCH));
    }

    /** The newest finished segment. */
    private Optional<Segment> newest(String directory) {
        Path folder = folders.directory(directory);
        try {
            Optional<Path> listed = listed(folder);
            return (listed.isPresent() ? listed : settled(folder)).flatMap(file -> segment(directory, file));
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw FileException.of("look for segments", folder, unreadable);
        }
    }

    private static Optional<Segment> segment(String directory, Path file) {
        try {
            return Optional.of(new Segment(
                    directory,
                    Optional.of(file),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The last one of the playlist. */
    private static Optional<Path> listed(Path folder) throws IOException {
        Path playlist = folder.resolve(PLAYLIST);
        if (!Files.isRegularFile(playlist)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(playlist, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.map(String::strip)
                    .filter(line -> SEGMENT.matcher(line).matches())
                    .reduce((one, next) -> next)
                    .map(folder::resolve)
                    .filter(Files::isRegularFile);
        }
    }

    /** Without one: the newest that is not being written to, as far as one can tell. */
    private Optional<Path> settled(Path folder) throws IOException {
        record Dated(Path file, Instant changed) {}
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> SEGMENT.matcher(file.getFileName().toString()).matches())) {
            List<Dated> newestFirst = new ArrayList<>();
            for (Path file : files) {
                segment("", file).ifPresent(segment -> newestFirst.add(new Dated(file, segment.finished())));
            }
            newestFirst.sort(Comparator.comparing(Dated::changed).reversed());
            if (newestFirst.isEmpty()) {
                return Optional.empty();
            }
            boolean done = !newestFirst.get(0).changed().plus(SETTLED).isAfter(clock.instant());
            return newestFirst.stream().skip(done ? 0 : 1).findFirst().map(Dated::file);
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
    }

    /** What FFmpeg is to do. */
    public List<String> arguments(Segment segment) {
        return commands.volume(segment.place());
    }

    /** What FFmpeg has said of it. */
    public Volume heard(Segment segment, String words) {
        Volume volume = Volume.of(words);
        note(segment, words.contains("mean_volume:") ? Optional.of(volume) : Optional.empty());
        return volume;
    }

    /** Nobody can tell of this one: it has no sound track, or it is gone. */
    public void unheard(Segment segment) {
        note(segment, Optional.empty());
    }

    private void note(Segment segment, Optional<Volume> volume) {
        TreeMap<Instant, Optional<Volume>> known = known(segment.directory());
        synchronized (known) {
            known.put(segment.finished(), volume);
            while (known.size() > MOST) {
                known.pollFirstEntry();
            }
        }
    }

    private TreeMap<Instant, Optional<Volume>> known(String directory) {
        return levels.computeIfAbsent(directory, name -> new TreeMap<>());
    }

    /** How loud the segment is that was finished last before a moment; empty where nobody knows. */
    public Optional<Volume> at(String directory, Instant time) {
        TreeMap<Instant, Optional<Volume>> known = known(directory);
        synchronized (known) {
            return Optional.ofNullable(known.floorEntry(time))
                    .filter(entry -> Duration.between(entry.getKey(), time).compareTo(LASTS) <= 0)
                    .flatMap(Map.Entry::getValue);
        }
    }

    /** A directory is no longer listened to. */
    public void forget(String directory) {
        levels.remove(directory);
    }
}
