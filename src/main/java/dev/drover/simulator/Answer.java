package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * What the simulator says to a request.
 *
 * @param extraDelayMs how long it takes longer than usual
 * @param device the camera or gateway it is about
 * @param range device, start and length of the range a segment belongs to, separated by slashes
 * @param segment the segment of a range, from 0
 */
record Answer(
        int status,
        String type,
        byte[] body,
        Map<String, String> headers,
        Delivery delivery,
        long extraDelayMs,
        Optional<String> device,
        Optional<String> range,
        OptionalInt segment) {

    enum Delivery {
        WHOLE,
        /** The length of all is promised, half of it comes, and the connection ends. */
        CUT,
        /** Nothing, until the other side gives up. */
        NEVER,
        /** The connection ends without a word. */
        CLOSED
    }

    static Answer of(int status, String type, byte[] body) {
        return new Answer(
                status,
                type,
                body,
                Map.of(),
                Delivery.WHOLE,
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    static Answer json(int status, JsonObject body) {
        return of(status, "application/json", body.toBuffer().getBytes());
    }

    static Answer text(int status, String body) {
        return of(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer unauthenticated() {
        return json(401, new JsonObject().put("authenticationFailed", true)).header("WWW-Authenticate", "Rhombus");
    }

    static Answer forbidden(long now, String message) {
        return json(
                403,
                new JsonObject()
                        .put("status", 403)
                        .put("error", "Forbidden")
                        .put("timestamp", now)
                        .put("msg", message));
    }

    static Answer never() {
        return of(0, "", new byte[0]).delivered(Delivery.NEVER);
    }

    static Answer closed() {
        return of(0, "", new byte[0]).delivered(Delivery.CLOSED);
    }

    /** Says the status and the headers. */
    void head(HttpServerResponse response) {
        response.setStatusCode(status);
        response.putHeader("Content-Type", type);
        response.putHeader("Content-Length", Integer.toString(body.length));
        headers.forEach(response::putHeader);
    }

    Answer header(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new Answer(status, type, body, Map.copyOf(all), delivery, extraDelayMs, device, range, segment);
    }

    Answer delivered(Delivery value) {
        return new Answer(status, type, body, headers, value, extraDelayMs, device, range, segment);
    }

    Answer later(long milliseconds) {
        return new Answer(status, type, body, headers, delivery, milliseconds, device, range, segment);
    }

    Answer about(String deviceUuid) {
        return new Answer(status, type, body, headers, delivery, extraDelayMs, Optional.of(deviceUuid), range, segment);
    }

    Answer about(String deviceUuid, String rangeKey, int index) {
        return new Answer(
                status,
                type,
                body,
                headers,
                delivery,
                extraDelayMs,
                Optional.of(deviceUuid),
                Optional.of(rangeKey),
                OptionalInt.of(index));
    }
}
