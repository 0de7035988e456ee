package dev.drover.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** There is no room left; waiting helps only when somebody makes some. */
@RegisterForReflection
public class DiskFullException extends FileException {
    private static final long LEAST_BYTES = 64 * 1024;

    private final transient Path folder;
    private final long freeBytes;

    public DiskFullException(Path folder, long freeBytes, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "No space left on the disk of %s (%.1f MB free). Make room, or move the folder to another disk",
                        folder,
                        freeBytes / 1e6),
                cause);
        this.folder = folder;
        this.freeBytes = freeBytes;
    }

    private DiskFullException(Path folder, long freeBytes, long reserve) {
        super(
                String.format(
                        Locale.ROOT,
                        "No space left on the disk of %s (%.1f MB free; %.1f MB are needed, with what storage.reserve keeps). Make room, or"
                                + " move the folder to another disk",
                        folder,
                        freeBytes / 1e6,
                        reserve / 1e6),
                null);
        this.folder = folder;
        this.freeBytes = freeBytes;
    }

    /** The failure as one of a full disk, if there is less left than a segment or a page of the job table needs. */
    public static Optional<DiskFullException> at(Path folder, Throwable failure) {
        long free = usable(folder);
        return free < LEAST_BYTES ? Optional.of(new DiskFullException(folder, free, failure)) : Optional.empty();
    }

    static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** The failure to expect, if there is less left than is to be kept free, in bytes. */
    public static Optional<DiskFullException> below(Path folder, long reserve) {
        long free = usable(folder);
        return free < reserve ? Optional.of(new DiskFullException(folder, free, reserve)) : Optional.empty();
    }

    public Path folder() {
        return folder;
    }

    /** What was left when it happened, in bytes. */
    public long freeBytes() {
        return freeBytes;
    }
}
