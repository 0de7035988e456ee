package dev.drover.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.FileException;
import dev.drover.jobs.Row;
import dev.drover.jobs.Stopping;

/**
 * Removes segments, pictures and verdicts that are old, or the oldest where a directory takes too much room. Only what is named as
 * ours goes. What incidents show stays as long as they are kept; where room is short it goes last, and that of those that last never.
 */
@Named("oldCaptures")
@Singleton
@RegisterForReflection
public class OldCaptures {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Left behind by a crash while a verdict was written. */
    private static final Pattern PART = Pattern.compile("\\.capture_.{1,60}\\.json\\.part");

    /** A disk may be mounted late. */
    private static final Duration LOST = Duration.ofMinutes(10);

    private final CaptureFolders folders;
    private final CaptureSettings settings;
    private final Stopping stopping;
    private final Clock clock;

    public OldCaptures(CaptureFolders folders, CaptureSettings settings, Stopping stopping, Clock clock) {
        this.folders = folders;
        this.settings = settings;
        this.stopping = stopping;
        this.clock = clock;
    }

    /**
     * A directory to be cleaned.
     *
     * @param dry whether it is only told what would go
     */
    @RegisterForReflection
    public record Order(String directory, boolean dry) {}

    /**
     * Which incidents are kept: those that last, or were over since then.
     *
     * @param directories that there are, as a JSON array
     * @param lostMillis those of others that were not seen since then are over
     */
    @RegisterForReflection
    public record Kept(String host, long sinceMillis, String directories, long lostMillis) {}

    /**
     * What went, or would go.
     *
     * @param files their names, oldest first
     */
    @RegisterForReflection
    public record Removed(String directory, List<Path> files, long bytes) {

        public Removed {
            files = List.copyOf(files);
        }

        public boolean isSome() {
            return !files.isEmpty();
        }

        /** As a person reads it. */
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "%d file%s of %s, %.1f MB",
                    files.size(),
                    files.size() == 1 ? "" : "s",
                    directory,
                    bytes / 1e6);
        }
    }

    /** How much an incident needs a file. */
    private enum Need {
        NONE,
        KEPT,
        OPEN
    }

    private record Dated(Path file, long millis, long bytes, Need need) {}

    public Order order(String directory) {
        return new Order(directory, false);
    }

    /** The incidents whose pictures are kept. */
    public Kept kept() {
        return new Kept(
                settings.hostName(),
                clock.instant().minus(Duration.ofDays(settings.retentionDays())).toEpochMilli(),
                Incidents.json(folders.names()),
                clock.instant().minus(LOST).toEpochMilli());
    }

    /** Removes what is to go, but for what these incidents show. */
    public Removed remove(Order order, List<Map<String, Object>> incidents) {
        Set<CaptureName> open = new HashSet<>();
        Set<CaptureName> kept = new HashSet<>();
        for (Map<String, Object> row : incidents) {
            if (new Row(row).text("directory").equals(order.directory())) {
                (new Row(row).text("status").equals("active") ? open : kept)
                        .addAll(shown(new Row(row).text("metadata")));
            }
        }
        List<Dated> files = files(order.directory(), open, kept);
        long left = files.stream().mapToLong(Dated::bytes).sum();
        long before = clock.instant().minus(settings.cleanAfter()).toEpochMilli();
        List<Path> removed = new ArrayList<>();
        long bytes = 0;
        for (Dated file : files) {
            boolean old = file.need() == Need.NONE && file.millis() < before;
            boolean tooMuch = file.need() != Need.OPEN
                    && settings.room().isPresent()
                    && left > settings.room().get().asLongValue();
            if (stopping.begun() || !(old || tooMuch)) {
                continue;
            }
            if (order.dry() || delete(file.file())) {
                removed.add(file.file());
                bytes += file.bytes();
                left -= file.bytes();
            }
        }
        return new Removed(order.directory(), removed, bytes);
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw FileException.of("remove " + file.getFileName(), file.getParent(), stays);
        }
    }

    /** The names of the pictures that an incident shows. */
    private static Set<CaptureName> shown(String metadata) {
        Set<CaptureName> names = new HashSet<>();
        try {
            JsonNode verdict = JSON.readTree(metadata);
            CaptureName.ofPicture(verdict.path("filename").asText("")).ifPresent(names::add);
            verdict.path("last_3_filenames")
                    .forEach(file -> CaptureName.ofPicture(file.asText("").replaceFirst("^.*/", ""))
                            .ifPresent(names::add));
        } catch (JsonProcessingException damaged) {
            // It names nothing
        }
        return names;
    }

    /** All of ours, what nobody needs first, then the oldest first. */
    private List<Dated> files(String directory, Set<CaptureName> open, Set<CaptureName> kept) {
        List<Dated> files = new ArrayList<>();
        for (Path file : list(folders.directory(directory))) {
            if (SoundLevels.SEGMENT.matcher(file.getFileName().toString()).matches()) {
                dated(file, Need.NONE).ifPresent(files::add);
            }
        }
        for (Path file : list(folders.captures(directory))) {
            String name = file.getFileName().toString();
            Optional<CaptureName> ours = CaptureName.ofPicture(name)
                    .or(() -> CaptureName.ofThumbnail(name))
                    .or(() -> CaptureName.ofVerdict(name));
            if (ours.isPresent()) {
                Need need = open.contains(ours.get()) ? Need.OPEN : kept.contains(ours.get()) ? Need.KEPT : Need.NONE;
                dated(file, need).ifPresent(files::add);
            } else if (Stills.STILL.matcher(name).matches()
                    || PART.matcher(name).matches()) {
                dated(file, Need.NONE).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(Dated::need).thenComparingLong(Dated::millis));
        return files;
    }

    private static Optional<Dated> dated(Path file, Need need) {
        try {
            return Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(
                            new Dated(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file), need))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (UncheckedIOException unreadable) {
            throw FileException.of("look for old files", folder, unreadable.getCause());
        } catch (IOException unreadable) {
            throw FileException.of("look for old files", folder, unreadable);
        }
    }
}
