package dev.drover.media;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file could not be read, now: that says nothing of what it holds. */
@RegisterForReflection
public class UnreadException extends MediaException {
    UnreadException(Path file, IOException cause) {
        super(file, "cannot be read: " + reason(cause), cause);
    }

    /** Without the path that the system repeats: who is told of it need not know where files lie. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return cause instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : String.valueOf(cause.getMessage());
    }
}
