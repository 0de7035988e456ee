package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.drover.media.MediaException;
import dev.drover.media.MediaFile;
import dev.drover.media.UnreadException;

/** What segments hold, read once for each of them as long as it does not change. */
@Singleton
class SegmentMeasures {

    private static final int REMEMBERED = 5_000;

    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * What is known of a file.
     *
     * @param media what it holds; empty when that cannot be played
     * @param fault why it cannot
     * @param unread whether it could not be read, which may pass
     */
    record Known(long size, FileTime modified, Optional<MediaFile> media, String fault, boolean unread) {}

    /** @return empty when the file is not there any more */
    Optional<Known> of(Path file) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException vanished) {
            return Optional.empty();
        }
        synchronized (known) {
            Known before = known.get(file);
            if (before != null && before.size == now.size() && before.modified.equals(now.lastModifiedTime())) {
                return Optional.of(before);
            }
        }
        Known measured = measure(file, now);
        if (!measured.unread) {
            synchronized (known) {
                known.put(file, measured);
            }
        }
        return Optional.of(measured);
    }

    private static Known measure(Path file, BasicFileAttributes now) {
        try {
            MediaFile media = MediaFile.read(file);
            return new Known(now.size(), now.lastModifiedTime(), Optional.of(media), "", false);
        } catch (MediaException broken) {
            return new Known(
                    now.size(),
                    now.lastModifiedTime(),
                    Optional.empty(),
                    broken.getMessage(),
                    broken instanceof UnreadException);
        }
    }
}
