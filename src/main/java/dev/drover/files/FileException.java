package dev.drover.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file or folder could not be read or written; the message says which and why, fit to be shown to a user. */
@RegisterForReflection
public class FileException extends RuntimeException {
    public FileException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Finds out what a failure means.
     *
     * @param what was to be done, as in "write the footage"
     * @param folder where
     */
    public static FileException of(String what, Path folder, IOException cause) {
        String reason = reason(cause);
        String known = reason.toLowerCase(Locale.ROOT);
        Path there = existing(folder);
        if (known.contains("no space left") || known.contains("quota exceeded") || known.contains("not enough space")) {
            return new DiskFullException(there, DiskFullException.usable(there), cause);
        }
        if (cause instanceof AccessDeniedException
                || known.contains("permission denied")
                || known.contains("operation not permitted")
                || known.contains("read-only file system")) {
            return new NotWritableException(there, reason, cause);
        }
        return new FileException("Cannot " + what + " in " + folder + ": " + reason, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }

    // The folder may be what could not be made: the one above it decides then
    private static Path existing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
