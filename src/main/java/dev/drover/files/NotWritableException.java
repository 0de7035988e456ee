package dev.drover.files;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Drover may not write where it should. */
@RegisterForReflection
public class NotWritableException extends FileException {
    private final transient Path folder;

    public NotWritableException(Path folder, String reason, Throwable cause) {
        super(
                "Drover, running as user " + System.getProperty("user.name", "unknown") + ", may not write to " + folder
                        + " (" + reason + "). Give that user the right to write there, or choose another folder",
                cause);
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }
}
