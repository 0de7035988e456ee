package dev.drover.ffmpeg;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** FFmpeg was built without what it would need; it will not be there with the next try either. */
@RegisterForReflection
public final class NoDecoderException extends ProcessException {
    NoDecoderException(String codec) {
        super("This FFmpeg cannot decode " + (codec.equals("none") ? "what was recorded" : codec)
                + ": install one that can, see ffmpeg.executable");
    }
}
