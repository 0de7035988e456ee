package dev.drover.ffmpeg;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How FFmpeg has ended by itself.
 *
 * @param failure why it has not done what it should, in its last words; empty where it has
 */
@RegisterForReflection
public record FfmpegEnd(Optional<String> failure) {

    /** It has done what it should. */
    public static final FfmpegEnd FINE = new FfmpegEnd(Optional.empty());

    /** @throws ProcessException if it has not done what it should */
    public void demandSuccess() {
        failure.ifPresent(why -> {
            throw new ProcessException(why);
        });
    }
}
