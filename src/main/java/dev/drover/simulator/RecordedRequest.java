package dev.drover.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request the simulator got, and what it answered.
 *
 * @param started when it came, by the simulator's clock
 * @param listener {@code api} or {@code lan}
 * @param method HTTP method
 * @param path without the query
 * @param query without the question mark; empty when there is none
 * @param headers those that matter (credentials, cookie, types, user agent), names in lower case
 * @param body what was sent, at most 4,096 characters
 * @param status what was answered; 0 when nothing was
 * @param device the camera or gateway it was about, where that is known
 * @param segment the segment of the range, counted from 0 on LAN and WAN alike
 * @param bytes size of the answer's body
 */
public record RecordedRequest(
        Instant started,
        String listener,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        int status,
        Optional<String> device,
        OptionalInt segment,
        int bytes) {}
