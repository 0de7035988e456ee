package dev.drover.files;

import java.nio.file.Path;
import java.util.Locale;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** There is no room left; waiting helps only when somebody makes some. */
@RegisterForReflection
public class DiskFullException extends FileException {
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

    public Path folder() {
        return folder;
    }

    /** What was left when it happened, in bytes. */
    public long freeBytes() {
        return freeBytes;
    }
}
