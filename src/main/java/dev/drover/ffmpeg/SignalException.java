package dev.drover.ffmpeg;

/** A process was ended by a signal, such as the Ctrl-C of a terminal, which signals all that run there. */
public final class SignalException extends ProcessException {

    public SignalException(String message) {
        super(message);
    }
}
