package dev.drover.simulator;

/** A request whose JSON is not what the operation takes; the message is for the caller. */
final class BadRequest extends RuntimeException {

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
