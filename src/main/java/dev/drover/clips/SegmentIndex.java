package dev.drover.clips;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.DataFolder;

/**
 * Which segments there are, by camera and time. A camera's folders are listed when it is first asked for, or in the background
 * after the start. From then on the system tells of new and deleted files. Where it does not, as for network drives, a folder
 * that says it has changed since is listed again by the next request: no answer is older than the request.
 */
@Named("segmentIndex")
@Singleton
@RegisterForReflection
public class SegmentIndex {

    private static final Logger LOG = Logger.getLogger("index-segments");

    /** Segments before a window that may still reach into it; more than one where recorders overlap. */
    private static final int BEFORE = 3;

    /** A window with all segments in it. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final int DEEPEST = 5;
    /** Folders of days and hours. Others are cameras of their own: MediaMTX allows {@code site/camera}. */
    private static final Pattern OF_TIME = Pattern.compile("\\d{2}|\\d{4}|\\d{8}|\\d{4}-\\d{2}(-\\d{2})?");

    /** A change so soon before a look may share its time with one behind the look. */
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

    /** Types of file systems, as Linux, macOS and Windows call them, of which the changes of others are not told. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?i)^(nfs|cifs|smb|afs|ncp|9p|virtiofs|vboxsf|vmhgfs|prl_fs|ceph|gluster|lustre|gpfs|beegfs|webdav|davfs|fuse)");

    /** Tells the type of the file system that a folder is on. */
    interface FileSystemType {
        String of(Path folder) throws IOException;
    }

    private final Optional<Path> source;
    private final FileSystemType fileSystem;
    private final SegmentNames names;
    private final Clock clock;
    private final Map<String, SegmentFolder> cameras = new ConcurrentHashMap<>();
    private volatile Optional<WatchService> watch = Optional.empty();
    private final Map<WatchKey, Watched> watched = new ConcurrentHashMap<>();
    private volatile boolean watchable = true;
    private final Set<Path> skipped = ConcurrentHashMap.newKeySet();
    private final Set<Path> nameless = ConcurrentHashMap.newKeySet();
    private final LongAdder listed = new LongAdder();
    private final LongAdder heard = new LongAdder();

    @Inject
    public SegmentIndex(SegmentSettings settings, DataFolder folder, Clock clock) {
        this(settings.source(), settings.segmentNames().orElse(List.of()), folder.zone(), clock);
    }

    SegmentIndex(Optional<Path> source, List<String> patterns, ZoneId zone, Clock clock) {
        this(source, patterns, zone, clock, folder -> Files.getFileStore(folder).type());
    }

    SegmentIndex(Optional<Path> source, List<String> patterns, ZoneId zone, Clock clock, FileSystemType fileSystem) {
        this.fileSystem = fileSystem;
        this.source = source.map(path -> path.toAbsolutePath().normalize());
        this.names = new SegmentNames(patterns, zone);
        this.clock = clock;
    }

    /** The folder of a camera, and the one of them that the system tells of; the lock of the first is held by whoever looks or changes. */
    private record Watched(SegmentFolder camera, SegmentFolder folder) {}

    /**
     * The folder of all segments.
     *
     * @throws ClipException when there is none, or it is gone or empty for now
     */
    public Path source() throws ClipException {
        Path path = root();
        if (!isThere()) {
            throw ClipException.temporary("clips.source, " + path + ", is "
                    + (Files.isDirectory(path) ? "empty" : "not there") + ". Is its disk mounted?");
        }
        return path;
    }

    /**
     * The same, whether it is there or not.
     *
     * @throws ClipException when none is set
     */
    Path root() throws ClipException {
        return source.orElseThrow(SegmentIndex::unset);
    }

    /** Whether the folder of all segments is there now. An empty one is where a disk is to be mounted. */
    boolean isThere() {
        if (source.isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(source.get())) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException gone) {
            return false;
        }
    }

    private static ClipException unset() {
        return ClipException.lasting("There are no clips: clips.source is not set, the folder of recorded segments");
    }

    /** When files of a camera begin, which need not be there any more. */
    List<SegmentFolder.Named> named(String camera, List<Path> files) throws ClipException {
        Optional<Path> folder = folderOf(root(), camera);
        List<SegmentFolder.Named> named = new ArrayList<>();
        for (Path file : files) {
            folder.filter(file::startsWith)
                    .map(path -> path.relativize(file).toString().replace('\\', '/'))
                    .flatMap(names::parse)
                    .ifPresent(name -> named.add(new SegmentFolder.Named(file, name.start(), name.precise())));
        }
        return named;
    }

    /**
     * The folder of a camera. Whatever the name holds, it is below the source.
     *
     * @return empty where the name is none that a camera's folder can have
     */
    static Optional<Path> folderOf(Path source, String camera) {
        if (camera.length() > 255 || camera.codePoints().anyMatch(each -> each < ' ' || each == '\\' || each == 0x7F)) {
            return Optional.empty();
        }
        for (String part : camera.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".")) {
                return Optional.empty();
            }
        }
        try {
            Path folder = source.resolve(camera).normalize();
            return folder.startsWith(source) && !folder.equals(source) ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /**
     * The name of a camera as its folder has it: clients write letters with accents as one (NFC) or as two (NFD, as on macOS), which
     * look the same and are not.
     */
    String spelled(String camera) {
        return Stream.of(camera, Normalizer.normalize(camera, Form.NFC), Normalizer.normalize(camera, Form.NFD))
                .filter(name -> source.flatMap(path -> folderOf(path, name))
                        .filter(Files::isDirectory)
                        .isPresent())
                .findFirst()
                .orElse(camera);
    }

    /** Whether there is a folder of that camera now. */
    public boolean knows(String camera) throws ClipException {
        return folderOf(source(), camera).filter(Files::isDirectory).isPresent();
    }

    /** The names of all cameras that have a folder, in order. */
    public List<String> cameras() throws ClipException, IOException {
        TreeSet<String> found = new TreeSet<>();
        // Before the first camera has recorded, there is none
        Path folder = Files.isDirectory(root()) ? root() : source();
        collect(folder, folder, 1, found);
        return List.copyOf(found);
    }

    /** A folder with folders but without a segment or a day is no camera, those in it are; what cannot be read is none either. */
    private void collect(Path source, Path folder, int depth, TreeSet<String> found) throws IOException {
        for (Path each : folders(folder)) {
            if (each.getFileName().toString().startsWith(".")) {
                continue;
            }
            try {
                List<Path> inner = List.of();
                if (depth < DEEPEST && !hasSegments(each)) {
                    inner = folders(each).stream()
                            .filter(path -> !OF_TIME.matcher(path.getFileName().toString())
                                    .matches())
                            .toList();
                }
                String name = source.relativize(each).toString().replace(File.separatorChar, '/');
                if (folderOf(source, name).isEmpty()) {
                    if (skipped.add(each)) {
                        LOG.warnf(
                                "%s is left out: the name of a camera has no line breaks and no backslash",
                                each.toString().replaceAll("\\p{Cntrl}", "?"));
                    }
                } else if (inner.isEmpty()) {
                    found.add(name);
                } else {
                    collect(source, each, depth + 1, found);
                }
            } catch (IOException unreadable) {
                skip(each, unreadable);
            }
        }
    }

    /** Says once that a folder is left out. */
    private void skip(Path folder, IOException why) {
        if (!(why instanceof NoSuchFileException) && skipped.add(folder)) {
            LOG.warnf("%s is left out: it cannot be read (%s)", folder, why);
        }
    }

    private static boolean hasSegments(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (SegmentNames.isSegment(entry.getFileName().toString())) {
                    return true;
                }
            }
            return false;
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!SegmentNames.isSegment(entry.getFileName().toString()) && Files.isDirectory(entry)) {
                    folders.add(entry);
                }
            }
        } catch (NoSuchFileException vanished) {
            return List.of();
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return folders;
    }

    /** Lists all cameras and has the system tell of changes from now on; answers how many segments there are. */
    public long rebuild() throws ClipException, IOException {
        startWatching();
        long segments = 0;
        for (String camera : cameras()) {
            Path folder = folderOf(root(), camera).orElseThrow();
            SegmentFolder known = cameras.computeIfAbsent(camera, each -> new SegmentFolder(folder, names));
            synchronized (known) {
                try {
                    refresh(known, known, FIRST, LAST, 1);
                } catch (IOException unreadable) {
                    skip(folder, unreadable);
                }
                segments += known.size();
            }
        }
        return segments;
    }

    /**
     * The segments of a camera that begin in a window, the last ones before it, and the first one behind it, in order of time.
     *
     * @return none where there is no such camera
     * @throws ClipException when the source is not there, or the camera cannot be read for now
     */
    List<SegmentFolder.Named> around(String camera, Instant from, Instant to) throws ClipException {
        Path source = source();
        Optional<Path> root = folderOf(source, camera);
        if (root.isEmpty() || !Files.isDirectory(root.get())) {
            cameras.remove(camera);
            return List.of();
        }
        List<SegmentFolder.Named> found = new ArrayList<>();
        SegmentFolder known = cameras.computeIfAbsent(camera, each -> new SegmentFolder(root.get(), names));
        synchronized (known) {
            try {
                refresh(known, known, from, to, 1);
            } catch (IOException unreadable) {
                skip(root.get(), unreadable);
                throw ClipException.temporary("The folder of camera " + camera + " cannot be read");
            }
            known.around(from, to, BEFORE, found::add);
        }
        found.sort(Comparator.comparing(SegmentFolder.Named::start)
                .thenComparing(named -> named.file().toString()));
        int begin =
                (int) found.stream().filter(each -> each.start().isBefore(from)).count();
        int end = (int) found.stream().filter(each -> each.start().isBefore(to)).count();
        return List.copyOf(found.subList(Math.max(0, begin - BEFORE), Math.min(found.size(), end + 1)));
    }

    /** How many files of a camera are none of its segments, as their names have no time; as far as was looked at. */
    int nameless(String camera) {
        SegmentFolder known = cameras.get(camera);
        if (known == null) {
            return 0;
        }
        synchronized (known) {
            return known.allNameless();
        }
    }

    /** Looks at a folder, and at those in it that may have to do with a window: others do not matter, however many they are. */
    private void refresh(SegmentFolder camera, SegmentFolder folder, Instant from, Instant to, int depth)
            throws IOException {
        // The system tells when one comes into use
        boolean told = folder.isUnused() && folder.watched && folder.known.isPresent();
        if (!told) {
            FileTime modified;
            try {
                modified = Files.getLastModifiedTime(folder.path());
            } catch (NoSuchFileException vanished) {
                folder.gone();
                return;
            }
            if (!folder.known.equals(Optional.of(modified))) {
                list(camera, folder, modified, depth);
            }
        }
        for (SegmentFolder each : folder.near(from, to, BEFORE)) {
            try {
                refresh(camera, each, from, to, depth + 1);
            } catch (AccessDeniedException unreadable) {
                // It need not be ours to read
                skip(each.path(), unreadable);
            }
        }
    }

    private void list(SegmentFolder camera, SegmentFolder folder, FileTime modified, int depth) throws IOException {
        // Before it is listed, so that nothing falls between
        watch(camera, folder);
        listed.increment();
        folder.known = Optional.empty();
        folder.clear();
        List<Path> inner = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (SegmentNames.isSegment(name)) {
                    folder.add(name);
                } else if (depth < DEEPEST && OF_TIME.matcher(name).matches() && Files.isDirectory(entry)) {
                    inner.add(entry);
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        boolean sure =
                folder.watched || modified.toInstant().plus(COARSEST_CLOCK).isBefore(clock.instant());
        folder.known = sure ? Optional.of(modified) : Optional.empty();
        folder.onlyInner(Set.copyOf(inner));
        inner.forEach(folder::inner);
        if (folder.nameless() > 0 && nameless.add(folder.path())) {
            LOG.warnf(
                    "Files without a time in their name are left out, %d in %s; see clips.segment-names",
                    folder.nameless(), folder.path());
        }
    }

    // ── Watching

    private synchronized void startWatching() {
        if (watch.isPresent() || source.isEmpty()) {
            return;
        }
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            watch = Optional.of(service);
            Thread thread = new Thread(() -> listen(service), "segments");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException | UnsupportedOperationException none) {
            LOG.debugf("Folders of segments are not watched, but looked at with each request: %s", none);
        }
    }

    private void watch(SegmentFolder camera, SegmentFolder folder) {
        folder.watched = false;
        if (watch.isEmpty() || !watchable || isElsewhere(folder.path())) {
            return;
        }
        try {
            WatchKey key = folder.path()
                    .register(watch.get(), StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            watched.put(key, new Watched(camera, folder));
            folder.watched = true;
        } catch (AccessDeniedException | NoSuchFileException notThisOne) {
            // Who lists it says so
        } catch (IOException | ClosedWatchServiceException limit) {
            watchable = false;
            LOG.infof(
                    "Not all folders of segments can be watched (%s): those that changed are listed with the next request."
                            + " On Linux, fs.inotify.max_user_watches allows more",
                    limit.getMessage());
        }
    }

    /** Of what others change on a network drive, or behind a program of its own, the system hears nothing. */
    private boolean isElsewhere(Path folder) {
        try {
            return ELSEWHERE.matcher(fileSystem.of(folder)).find();
        } catch (IOException unknown) {
            return true;
        }
    }

    private void listen(WatchService service) {
        try {
            while (true) {
                WatchKey key = service.take();
                Watched of = watched.get(key);
                if (of != null) {
                    hear(key, of);
                    heard.increment();
                }
                if (!key.reset()) {
                    watched.remove(key);
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException ended) {
            // Drover stops
        }
    }

    private static void hear(WatchKey key, Watched of) {
        synchronized (of.camera) {
            SegmentFolder folder = of.folder;
            Optional<FileTime> modified = Optional.empty();
            try {
                // Before the events are taken: what comes behind it has events of its own
                modified = Optional.of(Files.getLastModifiedTime(folder.path()));
            } catch (IOException vanished) {
                folder.watched = false;
            }
            boolean all = folder.known.isPresent();
            for (WatchEvent<?> event : key.pollEvents()) {
                String name = String.valueOf(event.context());
                if (event.kind() == StandardWatchEventKinds.OVERFLOW || !SegmentNames.isSegment(name)) {
                    // Too much at once, or a folder: it must be listed
                    all &= event.kind() != StandardWatchEventKinds.OVERFLOW
                            && !OF_TIME.matcher(name).matches();
                } else if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
                    folder.add(name);
                } else {
                    folder.remove(name);
                }
            }
            folder.known = all ? modified : Optional.empty();
        }
    }

    /** How often a folder was listed. */
    long listed() {
        return listed.sum();
    }

    /** Of how many folders the system tells. */
    int watchedFolders() {
        return watched.size();
    }

    /** How often the system has told of changes. */
    long heard() {
        return heard.sum();
    }

    @PreDestroy
    void close() throws IOException {
        if (watch.isPresent()) {
            watch.get().close();
        }
    }
}
