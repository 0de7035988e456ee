package dev.drover.media;

import java.nio.file.Path;

/** What is no media at all. The message says how it begins, which is for those who may read the file. */
class ForeignException extends MediaException {

    ForeignException(Path file, String what) {
        super(file, what, null);
    }
}
