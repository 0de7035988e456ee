package dev.drover.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.DataFolder;
import dev.drover.files.FileException;

/**
 * Gives finished stills their time, {@code test_capture_000001.jpg} becomes {@code capture_20261122060133.jpg}, and hands out what is
 * to be looked at. The system tells of new files; a directory is listed only when it is first seen, when the system has lost count, and
 * when it has long been silent, as network drives are.
 */
@Named("stills")
@Singleton
@RegisterForReflection
public class Stills {

    private static final Logger LOG = Logger.getLogger("watch-capture");

    static final Pattern STILL = Pattern.compile("test_capture_(\\d{1,18})\\.jpg");

    /** Pictures that are handed out at once: between two lots, new stills get their names. */
    private static final int MOST = 50;
    /** A silent directory is listed so often. */
    private static final Duration SILENCE = Duration.ofSeconds(5);
    /** A still that has not become whole in that time never will. */
    private static final Duration HOPELESS = Duration.ofMinutes(1);
    /** Some fill up with zeros. */
    private static final int TAIL_BYTES = 4096;

    private final CaptureFolders folders;
    private final Thumbnails thumbnails;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public Stills(CaptureFolders folders, Thumbnails thumbnails, DataFolder data, Clock clock) {
        this.folders = folders;
        this.thumbnails = thumbnails;
        this.zone = data.zone();
        this.clock = clock;
    }

    /** What is known of one directory; only the thread of its route changes it. */
    private static final class State {
        private Optional<WatchService> watch = Optional.empty();
        private boolean list = true;
        private boolean first = true;
        private Instant heard = Instant.EPOCH;
        /** Stills that have no time yet. */
        private final Set<String> pending = new HashSet<>();
        /** Those that are given one, of which the system will tell. */
        private final Set<String> named = new HashSet<>();
        /** Those that nobody can look at. */
        private final Set<String> refused = new HashSet<>();
        /** Those that were handed out, and of which nothing was heard. */
        private final Set<CapturedFrame> handed = new HashSet<>();
        /** What nobody has looked at, oldest first. */
        private final TreeSet<CapturedFrame> waiting = new TreeSet<>();

        private CaptureName last = CaptureName.of(Instant.EPOCH, ZoneId.of("UTC"));
    }

    /**
     * The pictures of a directory that are to be looked at next, oldest first; none where it is not there.
     *
     * @throws FileException where it cannot be read
     */
    public List<CapturedFrame> take(String directory) {
        Path folder = folders.captures(directory);
        State state = states.computeIfAbsent(directory, name -> new State());
        try {
            if (!Files.isDirectory(folder)) {
                forget(directory);
                return List.of();
            }
            // Something has come between
            state.waiting.addAll(state.handed);
            state.handed.clear();
            hear(folder, state);
            if (state.list) {
                list(directory, folder, state);
            }
            name(directory, folder, state);
        } catch (IOException | UncheckedIOException unreadable) {
            forget(directory);
            throw FileException.of(
                    "look for pictures",
                    folder,
                    unreadable instanceof UncheckedIOException wrapped ? wrapped.getCause() : (IOException) unreadable);
        }
        List<CapturedFrame> frames = new ArrayList<>();
        while (frames.size() < MOST && !state.waiting.isEmpty()) {
            frames.add(state.waiting.pollFirst());
        }
        state.handed.addAll(frames);
        return frames;
    }

    /** A picture was looked at, and is not handed out again. */
    public Verdict seen(Verdict verdict) {
        Optional.ofNullable(states.get(verdict.frame().directory()))
                .ifPresent(state -> state.handed.remove(verdict.frame()));
        return verdict;
    }

    /** A picture that cannot be looked at, and is not handed out again. */
    public void refuse(CapturedFrame frame) {
        Optional.ofNullable(states.get(frame.directory())).ifPresent(state -> {
            state.handed.remove(frame);
            state.refused.add(frame.name().picture());
        });
    }

    /** A directory is no longer looked at. */
    public void forget(String directory) {
        Optional.ofNullable(states.remove(directory))
                .flatMap(state -> state.watch)
                .ifPresent(Stills::close);
    }

    @PreDestroy
    void close() {
        List.copyOf(states.keySet()).forEach(this::forget);
    }

    private static void close(WatchService watch) {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.debug("Nothing is heard of it any more", e);
        }
    }

    private void hear(Path folder, State state) throws IOException {
        Instant now = clock.instant();
        if (state.watch.isEmpty()) {
            state.watch = Optional.of(watch(folder));
            state.list = true;
        }
        try {
            for (WatchKey key = state.watch.get().poll();
                    key != null;
                    key = state.watch.get().poll()) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    state.heard = now;
                    if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                        state.list = true;
                    } else {
                        heard(((Path) event.context()).toString(), folder, state);
                    }
                }
                if (!key.reset()) {
                    // The folder is another one now
                    close(state.watch.get());
                    state.watch = Optional.empty();
                    state.list = true;
                    return;
                }
            }
        } catch (ClosedWatchServiceException stopped) {
            return;
        }
        if (Duration.between(state.heard, now).compareTo(SILENCE) > 0) {
            state.heard = now;
            state.list = true;
        }
    }

    private static WatchService watch(Path folder) throws IOException {
        WatchService watch = FileSystems.getDefault().newWatchService();
        try {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            return watch;
        } catch (IOException | RuntimeException failed) {
            watch.close();
            throw failed;
        }
    }

    private void heard(String file, Path folder, State state) throws IOException {
        if (STILL.matcher(file).matches()) {
            state.pending.add(file);
        } else if (!state.named.remove(file) && CaptureName.ofPicture(file).isPresent()) {
            // Somebody else gives names here, too
            state.list = true;
        }
    }

    /** All that is there and has no verdict. */
    private void list(String directory, Path folder, State state) throws IOException {
        Set<String> pictures = new HashSet<>();
        Set<String> verdicts = new HashSet<>();
        Set<String> small = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).forEach(file -> {
                if (STILL.matcher(file).matches()) {
                    state.pending.add(file);
                } else if (CaptureName.ofVerdict(file).isPresent()) {
                    verdicts.add(file);
                } else if (CaptureName.ofPicture(file).isPresent()) {
                    pictures.add(file);
                } else if (CaptureName.ofThumbnail(file).isPresent()) {
                    small.add(file);
                }
            });
        }
        for (String picture : pictures) {
            CaptureName name = CaptureName.ofPicture(picture).orElseThrow();
            if (!verdicts.contains(name.verdict()) && !state.refused.contains(picture)) {
                frame(directory, folder, name).ifPresent(state.waiting::add);
            } else if (state.first && !small.contains(name.thumbnail())) {
                // A crash came between
                frame(directory, folder, name).ifPresent(thumbnails::want);
            }
        }
        state.first = false;
        state.refused.retainAll(pictures);
        state.named.clear();
        state.list = false;
    }

    /** @return empty where it is not whole, or gone */
    private Optional<CapturedFrame> frame(String directory, Path folder, CaptureName name) throws IOException {
        Path file = folder.resolve(name.picture());
        try {
            return isWhole(file)
                    ? Optional.of(new CapturedFrame(directory, file, name, time(file, name)))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /**
     * A picture anywhere; one that is not named as ours has the time of its file.
     *
     * @throws IOException if it is not there
     */
    public CapturedFrame frame(Path file) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent().getParent())
                .orElse(file.toAbsolutePath().getRoot());
        Optional<CaptureName> name = CaptureName.ofPicture(file.getFileName().toString());
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        return new CapturedFrame(
                Optional.ofNullable(folder.getFileName()).map(Path::toString).orElse(""),
                file.toAbsolutePath(),
                name.orElse(CaptureName.of(changed, zone)),
                name.isPresent() ? time(file, name.get()) : changed.truncatedTo(ChronoUnit.MILLIS));
    }

    /** What the name tells, and where the file is as old, to the millisecond. */
    Instant time(Path file, CaptureName name) throws IOException {
        Instant told = name.instant(zone);
        Instant changed = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
        return changed.truncatedTo(ChronoUnit.SECONDS).equals(told) ? changed : told.plusMillis(name.number());
    }

    private record Still(String file, Instant finished, long number) {}

    private void name(String directory, Path folder, State state) throws IOException {
        List<Still> whole = new ArrayList<>();
        for (String file : List.copyOf(state.pending)) {
            Path still = folder.resolve(file);
            try {
                Instant changed = Files.getLastModifiedTime(still).toInstant();
                if (isWhole(still)) {
                    whole.add(new Still(file, changed, Long.parseLong(file.replaceAll("\\D", ""))));
                    state.pending.remove(file);
                } else if (Duration.between(changed, clock.instant()).compareTo(HOPELESS) > 0) {
                    state.pending.remove(file);
                }
            } catch (NoSuchFileException gone) {
                state.pending.remove(file);
            }
        }
        whole.sort(java.util.Comparator.comparing(Still::finished).thenComparing(Still::number));
        for (Still still : whole) {
            CaptureName name = named(folder.resolve(still.file()), still.finished(), state);
            state.named.add(name.picture());
            frame(directory, folder, name).ifPresent(state.waiting::add);
        }
    }

    /** Nothing that is there is ever replaced. After a crash between, the still is there under both names. */
    private CaptureName named(Path still, Instant finished, State state) throws IOException {
        CaptureName name = CaptureName.of(finished, zone);
        CaptureName last = state.last;
        if (name.equals(last.numbered(0))) {
            name = last.numbered(last.number() + 1);
        }
        while (true) {
            Path target = still.resolveSibling(name.picture());
            try {
                link(still, target);
                break;
            } catch (FileAlreadyExistsException taken) {
                if (Files.isSameFile(still, target)) {
                    Files.delete(still);
                    break;
                }
                name = name.numbered(name.number() + 1);
            }
        }
        state.last = name;
        return name;
    }

    private static void link(Path still, Path target) throws IOException {
        try {
            Files.createLink(target, still);
            Files.delete(still);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinks) {
            // Such as FAT; nobody else gives names of this kind
            Files.move(still, target);
        }
    }

    /** Whether it is a JPEG to its end. */
    static boolean isWhole(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 4) {
                return false;
            }
            byte[] head = read(channel, 0, 2);
            byte[] tail = read(channel, Math.max(0, size - TAIL_BYTES), (int) Math.min(size, TAIL_BYTES));
            int end = tail.length;
            while (end > 0 && tail[end - 1] == 0) {
                end--;
            }
            return head[0] == (byte) 0xFF
                    && head[1] == (byte) 0xD8
                    && end >= 2
                    && tail[end - 2] == (byte) 0xFF
                    && tail[end - 1] == (byte) 0xD9;
        }
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // read on
        }
        return buffer.array();
    }
}
