package dev.drover.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The simulator's own addresses, for a test or a person beside a separate process: {@code GET /simulator},
 * {@code POST|GET|DELETE /simulator/alerts}, {@code PUT|GET|DELETE /simulator/faults},
 * {@code GET|DELETE /simulator/requests}, {@code POST|DELETE /simulator/gaps}. Only callers on this machine are heard.
 */
final class SimulatorControl {

    private final RhombusSimulator simulator;

    SimulatorControl(RhombusSimulator simulator) {
        this.simulator = simulator;
    }

    void answer(HttpServerRequest request, Buffer body) {
        if (!isLoopback(request)) {
            say(request, 403, new JsonObject().put("error", "only from this machine"));
            return;
        }
        try {
            switch (request.method().name() + " " + request.path()) {
                case "GET /simulator" -> say(request, 200, state());
                case "DELETE /simulator" -> {
                    simulator.clearAlerts();
                    simulator.clearGaps();
                    simulator.log().clear();
                    changeFaults(request, List.of());
                }
                case "GET /simulator/alerts" -> {
                    JsonArray alerts = new JsonArray();
                    simulator.alerts().forEach(alert -> alerts.add(shown(alert)));
                    say(request, 200, new JsonObject().put("alerts", alerts));
                }
                case "POST /simulator/alerts" -> say(request, 201, shown(raise(object(body))));
                case "DELETE /simulator/alerts" -> {
                    simulator.clearAlerts();
                    say(request, 200, state());
                }
                case "GET /simulator/faults" -> say(request, 200, state());
                case "PUT /simulator/faults" -> changeFaults(request, Fault.parse(faults(body)));
                case "DELETE /simulator/faults" -> changeFaults(request, List.of());
                case "GET /simulator/requests" -> say(request, 200, requests(request));
                case "DELETE /simulator/requests" -> {
                    simulator.log().clear();
                    say(request, 200, state());
                }
                case "POST /simulator/gaps" -> {
                    Fields fields = new Fields(object(body));
                    simulator.addGap(
                            required(fields.string("cameraUuid"), "cameraUuid"),
                            Instant.ofEpochSecond(required(fields.int64("startSec"), "startSec")),
                            Duration.ofSeconds(required(fields.int64("durationSec"), "durationSec")));
                    say(request, 201, state());
                }
                case "DELETE /simulator/gaps" -> {
                    simulator.clearGaps();
                    say(request, 200, state());
                }
                default -> say(request, 404, new JsonObject().put("error", "nothing here"));
            }
        } catch (BadRequest | IllegalArgumentException e) {
            say(request, 400, new JsonObject().put("error", e.getMessage()));
        }
    }

    static boolean isLoopback(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        return address != null
                && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1"));
    }

    static void say(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    private void changeFaults(HttpServerRequest request, List<Fault> faults) {
        simulator
                .changeFaults(faults)
                .onSuccess(done -> say(request, 200, state()))
                .onFailure(failure -> say(request, 500, new JsonObject().put("error", failure.getMessage())));
    }

    /** The faults that are wanted, separated by commas: the body is their text, or an object that has it. */
    static String faults(Buffer body) {
        String text = body.toString().strip();
        if (!text.startsWith("{")) {
            return text;
        }
        Object value = object(body).getValue("faults");
        if (value instanceof JsonArray array) {
            return array.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value == null ? "" : value.toString();
    }

    static JsonObject object(Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            throw new BadRequest("Malformed JSON");
        }
        throw new BadRequest("the body must be a JSON object");
    }

    private JsonObject state() {
        JsonArray cameras = new JsonArray();
        simulator
                .options()
                .cameras()
                .forEach(camera ->
                        cameras.add(new JsonObject().put("uuid", camera.uuid()).put("name", camera.name())));
        JsonArray faults = new JsonArray();
        simulator.faults().forEach(fault -> faults.add(fault.toString()));
        RequestLog log = simulator.log();
        return new JsonObject()
                .put("url", simulator.url().toString())
                .put("lanPort", simulator.lanPort())
                .put("cameras", cameras)
                .put("alerts", simulator.alerts().size())
                .put("faults", faults)
                .put("requests", log.total())
                .put("bytes", log.bytes())
                .put("maxConcurrency", log.maxConcurrency())
                .put("repeatedDeliveries", log.repeatedDeliveries());
    }

    private JsonObject requests(HttpServerRequest request) {
        List<RecordedRequest> all = simulator.log().requests();
        String limit = request.getParam("limit");
        int from = limit == null ? 0 : Math.max(0, all.size() - Integer.parseInt(limit));
        JsonArray shown = new JsonArray();
        for (RecordedRequest one : all.subList(from, all.size())) {
            JsonObject headers = new JsonObject();
            one.headers().forEach(headers::put);
            shown.add(new JsonObject()
                    .put("startedMs", one.started().toEpochMilli())
                    .put("listener", one.listener())
                    .put("method", one.method())
                    .put("path", one.path())
                    .put("query", one.query())
                    .put("headers", headers)
                    .put("body", one.body())
                    .put("status", one.status())
                    .put("device", one.device().orElse(null))
                    .put("segment", one.segment().isPresent() ? one.segment().getAsInt() : null)
                    .put("bytes", one.bytes()));
        }
        return new JsonObject().put("total", simulator.log().total()).put("requests", shown);
    }

    /** An empty object raises the next alert of the rotation; otherwise cameraUuid or cameraUuids say whose it is. */
    private SimulatedAlert raise(JsonObject json) {
        Fields fields = new Fields(json);
        if (json.isEmpty()) {
            return simulator.raiseNext();
        }
        Optional<String> camera = fields.string("cameraUuid");
        List<String> clips = fields.strings("cameraUuids");
        Instant now = simulator.options().clock().instant();
        Optional<Integer> seconds = fields.int32("durationSec").stream()
                .mapToObj(value -> (int) value)
                .findFirst();
        Instant timestamp = fields.int64("timestampMs").stream()
                .mapToObj(Instant::ofEpochMilli)
                .findFirst()
                .orElseGet(() -> now.minusSeconds(seconds.orElse(10) + 1L));
        boolean door = fields.bool("door").orElse(false);
        SimulatedAlert alert = door
                ? SimulatedAlert.ofDoor(timestamp, clips)
                : SimulatedAlert.of(required(camera, "cameraUuid"), timestamp, seconds.orElse(10));
        if (json.containsKey("durationSec")) {
            alert = alert.withDurationSec(seconds.map(OptionalInt::of).orElseGet(OptionalInt::empty));
        }
        if (!clips.isEmpty()) {
            alert = alert.withClipDevices(clips);
        }
        Optional<String> uuid = fields.string("uuid");
        if (uuid.isPresent()) {
            alert = alert.withUuid(uuid.get());
        }
        if (json.containsKey("triggers") || json.containsKey("textDescription")) {
            alert = alert.withTriggers(
                    json.containsKey("triggers") ? fields.strings("triggers") : alert.triggers(),
                    fields.string("textDescription").orElse(alert.description()));
        }
        OptionalLong visible = fields.int64("visibleFromMs");
        if (visible.isPresent()) {
            alert = alert.withVisibleFrom(Instant.ofEpochMilli(visible.getAsLong()));
        }
        alert = alert.withFinalized(fields.bool("finalized").orElse(true));
        OptionalLong growsTo = fields.int32("growsToSec");
        if (growsTo.isPresent()) {
            Instant from = Instant.ofEpochMilli(required(fields.int64("growsAtMs"), "growsAtMs"));
            alert = alert.withGrowth(from, (int) growsTo.getAsLong());
        }
        return simulator.raise(alert);
    }

    private static JsonObject shown(SimulatedAlert alert) {
        return new JsonObject()
                .put("uuid", alert.uuid())
                .put("timestampMs", alert.timestampMs())
                .put(
                        "durationSec",
                        alert.durationSec().isPresent() ? alert.durationSec().getAsInt() : null)
                .put("cameraUuid", alert.deviceUuid().orElse(null))
                .put("cameraUuids", new JsonArray(List.copyOf(alert.clipDevices())))
                .put("finalized", alert.finalized());
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new BadRequest(name + " is needed"));
    }

    private static long required(OptionalLong value, String name) {
        return value.orElseThrow(() -> new BadRequest(name + " is needed"));
    }
}
