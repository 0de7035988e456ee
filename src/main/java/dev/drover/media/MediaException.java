package dev.drover.media;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A file is not the complete piece of media it should be; the message names the file and says what is wrong with it. */
@RegisterForReflection
public class MediaException extends RuntimeException {
    private final transient Path file;

    public MediaException(String message) {
        super(message);
        this.file = null;
    }

    public MediaException(String message, Throwable cause) {
        super(message, cause);
        this.file = null;
    }

    MediaException(Path file, String what, Throwable cause) {
        super(file.getFileName() + " " + what, cause);
        this.file = file;
    }

    /** Which file it is, where several are worked on; as it was given. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
