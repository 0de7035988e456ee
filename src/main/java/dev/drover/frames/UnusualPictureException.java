package dev.drover.frames;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture that {@link JpegLuma} does not read, though it may be a good one: FFmpeg is to decode it. The message says what it
 * is, as in "it is coded arithmetically".
 */
@RegisterForReflection
public class UnusualPictureException extends RuntimeException {
    public UnusualPictureException(String message) {
        super(message);
    }
}
