package dev.drover.clips;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.files.FileException;
import dev.drover.jobs.StorageSettings;

/**
 * The folder of each clip that is being made, {@code <data>/.drover/clips/<clip_id>}: in it, below {@code held}, the segments
 * that it needs under the paths they have below the source, so that the recorder may delete its own.
 */
@Named("clipFolders")
@Singleton
@RegisterForReflection
public class ClipFolders {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** Segments are held that long at most before their clip is in the job table. */
    private static final Duration LONGEST_ACCEPTANCE = Duration.ofHours(1);

    private final DataFolder folder;
    private final SegmentIndex index;
    private final StorageSettings storage;
    private final Clock clock;

    public ClipFolders(DataFolder folder, SegmentIndex index, StorageSettings storage, Clock clock) {
        this.folder = folder;
        this.index = index;
        this.storage = storage;
        this.clock = clock;
    }

    private Path all() {
        return folder.state().resolve("clips");
    }

    /** @throws IllegalArgumentException if the id is none; it would be part of a path */
    Path of(String clipId) {
        if (!ID.matcher(clipId).matches()) {
            throw new IllegalArgumentException("This is no id of a clip: " + clipId);
        }
        return all().resolve(clipId);
    }

    private Path held(String clipId) {
        return of(clipId).resolve("held");
    }

    /** Where a segment can be read: what is held of it, else itself; also where it has more than what is held. */
    Path input(String clipId, Path segment) throws ClipException {
        Path held = heldAs(clipId, segment);
        return Files.exists(held) && !hasMore(segment, held) ? held : segment;
    }

    private static boolean hasMore(Path segment, Path held) {
        try {
            return Files.size(segment) > Files.size(held);
        } catch (IOException gone) {
            return false;
        }
    }

    private Path heldAs(String clipId, Path segment) throws ClipException {
        return held(clipId).resolve(index.root().relativize(segment).toString());
    }

    /** The paths that the held segments of a clip have, or had, below the source. */
    List<Path> heldFor(String clipId) throws ClipException, IOException {
        Path held = held(clipId);
        if (!Files.isDirectory(held)) {
            return List.of();
        }
        Path source = index.root();
        try (Stream<Path> files = Files.walk(held)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> source.resolve(held.relativize(file).toString()))
                    .filter(file -> SegmentNames.isSegment(file.getFileName().toString()))
                    .toList();
        }
    }

    /**
     * Holds the segments of a plan: by links to the same bytes where that can be, else by copies. One that is still being written
     * goes on growing in a link; a copy is made again when it has grown and is finished, or the clip is made. A copy is there whole or not at all, also when the power
     * fails.
     *
     * @throws DiskFullException when there is no room for copies
     */
    public ClipPlan hold(ClipPlan plan) throws ClipException, IOException {
        String clipId = plan.order().clipId();
        // What was begun for a clip that is not accepted then is nobody's
        boolean begun = Files.exists(of(clipId));
        boolean whole = false;
        try {
            holdAll(plan);
            whole = true;
            return plan;
        } finally {
            if (!whole && !begun) {
                release(clipId);
            }
        }
    }

    private void holdAll(ClipPlan plan) throws ClipException, IOException {
        List<SegmentFile> segments = plan.segments();
        // Nobody deletes what is being written, and to copy it each time again would be much: it is copied once more in
        // the end
        int growing = plan.ready() ? segments.size() : segments.size() - 1;
        for (int i = 0; i < segments.size(); i++) {
            SegmentFile segment = segments.get(i);
            Path held = heldAs(plan.order().clipId(), segment.file());
            try {
                if (!Files.exists(held)) {
                    AtomicFiles.createFolders(held.getParent());
                    link(segment.file(), held);
                } else if (hasMore(segment.file(), held) && !(i == growing && isChanging(segment.file()))) {
                    copy(segment.file(), held);
                }
            } catch (NoSuchFileException vanished) {
                // The recorder was faster; the next look at the window says that it is missing
            } catch (IOException failed) {
                throw FileException.of("hold a segment", held.getParent(), failed);
            }
        }
    }

    private boolean isChanging(Path segment) throws IOException {
        Instant lately = clock.instant().minus(ClipPlan.HOLD_EVERY);
        return Files.getLastModifiedTime(segment).toInstant().isAfter(lately);
    }

    private void link(Path segment, Path held) throws IOException {
        try {
            // Not to a link, which holds nothing
            Files.createLink(held, segment.toRealPath());
        } catch (FileAlreadyExistsException already) {
            // By another thread
        } catch (NoSuchFileException vanished) {
            throw vanished;
        } catch (IOException | UnsupportedOperationException | SecurityException otherDisk) {
            copy(segment, held);
        }
    }

    private void copy(Path segment, Path held) throws IOException {
        DiskFullException full = DiskFullException.below(
                        all(), storage.reserve().asLongValue() + Files.size(segment))
                .orElse(null);
        if (full != null) {
            throw full;
        }
        // Of its own: another thread may be at the same, or at the next
        Path part = Files.createTempFile(held.getParent(), ".", ".part");
        try {
            Files.copy(segment, part, StandardCopyOption.REPLACE_EXISTING);
            AtomicFiles.publish(part, held);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes the folder of a clip with what it holds. */
    void release(String clipId) {
        AtomicFiles.deleteTree(of(clipId));
    }

    /** Removes what is held of a clip that has ended, in whatever way. */
    public ClipOutcome letGo(ClipOutcome outcome) {
        outcome.order().filter(order -> outcome.ended()).ifPresent(order -> release(order.clipId()));
        return outcome;
    }

    /**
     * Removes what was held for a clip that could not be accepted. Of requests with one idempotency key another may have been: what is held
     * for these is let go when nobody needs it (tidy-clips).
     */
    public void letGoOfUnaccepted(ClipRequest request, ClipOrder order) {
        if (request.idempotencyKey().isEmpty()) {
            release(order.clipId());
        }
    }

    /** Removes what is held for jobs that were given up. */
    public void letGoOfDropped(List<Map<String, Object>> rows) {
        rows.stream()
                .filter(row -> "clip".equals(row.get("queue")))
                .map(row -> String.valueOf(row.get("key")).substring(NewClipJob.KEY.length()))
                .forEach(this::release);
    }

    /** Removes what was held once more for clips that have ended meanwhile. */
    public void letGoOfEnded(List<Map<String, Object>> rows) {
        rows.stream()
                .map(ClipRow::of)
                .filter(ClipRow::ended)
                .map(ClipRow::clipId)
                .forEach(this::release);
    }

    /** The keys of the rows of the clips that have a folder. */
    public List<String> keys() throws IOException {
        if (!Files.isDirectory(all())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all())) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(id -> ID.matcher(id).matches())
                    .map(NewClipJob.KEY::concat)
                    .toList();
        }
    }

    /**
     * Removes the folders of clips that have ended, and of those that have no row and are not new: these may be about to be accepted.
     *
     * @param keys of the folders, listed before the rows
     */
    public void tidy(List<String> keys, List<Map<String, Object>> rows) throws IOException {
        Map<String, Boolean> ended = new HashMap<>();
        rows.forEach(row -> ended.put((String) row.get("key"), "ended".equals(row.get("state"))));
        Instant accepting = clock.instant().minus(LONGEST_ACCEPTANCE);
        for (String key : keys) {
            String id = key.substring(NewClipJob.KEY.length());
            boolean old = of(id).toFile().lastModified() < accepting.toEpochMilli();
            if (ended.getOrDefault(key, old)) {
                release(id);
            }
        }
    }
}
