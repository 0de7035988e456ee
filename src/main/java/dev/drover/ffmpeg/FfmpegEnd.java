package dev.drover.ffmpeg;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How FFmpeg has ended by itself.
 *
 * @param failure why it has not done what it should; empty where it has
 */
@RegisterForReflection
public record FfmpegEnd(Optional<ProcessException> failure) {

    /** It has done what it should. */
    public static final FfmpegEnd FINE = new FfmpegEnd(Optional.empty());

    /** Whether it lacks the decoder, so that trying again is of no use. */
    public boolean isUndecoded() {
        return failure.orElse(null) instanceof NoDecoderException;
    }

    /** @throws ProcessException if it has not done what it should */
    public void demandSuccess() {
        failure.ifPresent(why -> {
            throw why;
        });
    }
}
