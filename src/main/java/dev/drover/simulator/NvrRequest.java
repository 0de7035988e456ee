package dev.drover.simulator;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request the simulated NVR got, and what it answered.
 *
 * @param received when it came, by the clock given
 * @param receivedMs the same, in milliseconds since the simulator's start, by a clock that never jumps
 * @param endedMs when the last byte of the answer was on its way, or the client went away; likewise
 * @param method HTTP method
 * @param path without the query
 * @param query without the question mark, tokens and all; empty when there is none
 * @param body what was sent, at most 4,096 characters
 * @param commands the commands in it, one but for a batch
 * @param channel the channel it was about, where it was about one
 * @param authenticated whether it came with a session that was alive
 * @param status the HTTP status answered; 0 when nothing was
 * @param codes the rspCode of each answer, 0 for success
 * @param picture the number of the picture that was sent, whole or not
 * @param bytes size of the answer's body
 * @param outcome what became of it
 */
public record NvrRequest(
        Instant received,
        double receivedMs,
        double endedMs,
        String method,
        String path,
        String query,
        String body,
        List<String> commands,
        OptionalInt channel,
        boolean authenticated,
        int status,
        List<Integer> codes,
        OptionalInt picture,
        int bytes,
        Outcome outcome) {

    /** What became of a request. */
    public enum Outcome {
        /** It was answered as a healthy device does. */
        FINE,
        /** It was answered, but the answer is an error or is not what it should be. */
        SPOILT,
        /** There was no answer, or the connection broke in it. */
        BROKEN,
        /** The client went away before the answer was complete. */
        LEFT
    }
}
