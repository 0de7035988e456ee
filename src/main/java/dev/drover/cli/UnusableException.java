package dev.drover.cli;

/** Drover cannot start like this; the message is all that a person needs to mend it. */
final class UnusableException extends RuntimeException {

    private final int exitCode;

    UnusableException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
