package dev.drover.ffmpeg;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** FFmpeg was ended because its time was over, or because it did not get on; it would take as long with a try at once. */
@RegisterForReflection
public final class OvertimeException extends ProcessException {
    OvertimeException(String message) {
        super(message);
    }
}
