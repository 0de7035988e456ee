package dev.drover.simulator;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The simulated NVR's own addresses, for a test or a person beside a separate process: {@code GET|DELETE /simulator},
 * {@code PUT|GET|DELETE /simulator/faults}, {@code GET|DELETE /simulator/requests}, {@code PUT /simulator/channels},
 * {@code POST /simulator/reboot}, {@code DELETE /simulator/sessions}. They have a port of their own, which listens also while
 * the device reboots. Only callers on this machine are heard.
 */
final class NvrControl {

    private final NvrSimulator simulator;

    NvrControl(NvrSimulator simulator) {
        this.simulator = simulator;
    }

    void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (!SimulatorControl.isLoopback(request)) {
            SimulatorControl.say(request, 403, new JsonObject().put("error", "only from this machine"));
            return;
        }
        try {
            switch (request.method().name() + " " + request.path()) {
                case "GET /simulator", "GET /simulator/faults" -> tell(request);
                case "DELETE /simulator" -> {
                    simulator.clearEvidence();
                    tellAfter(request, simulator.changeFaults(List.of()));
                }
                case "PUT /simulator/faults" ->
                    tellAfter(request, simulator.changeFaults(NvrFault.parse(SimulatorControl.faults(body))));
                case "DELETE /simulator/faults" -> tellAfter(request, simulator.changeFaults(List.of()));
                case "GET /simulator/requests" -> SimulatorControl.say(request, 200, requests(request));
                case "DELETE /simulator/requests" -> {
                    simulator.clearEvidence();
                    tell(request);
                }
                case "PUT /simulator/channels" -> {
                    put(new Fields(SimulatorControl.object(body)));
                    tell(request);
                }
                case "POST /simulator/reboot" -> tellAfter(request, simulator.beginReboot());
                case "DELETE /simulator/sessions" -> {
                    simulator.endSessions();
                    tell(request);
                }
                default -> SimulatorControl.say(request, 404, new JsonObject().put("error", "nothing here"));
            }
        } catch (BadRequest | IllegalArgumentException e) {
            SimulatorControl.say(request, 400, new JsonObject().put("error", e.getMessage()));
        }
    }

    private void tell(HttpServerRequest request) {
        SimulatorControl.say(request, 200, state());
    }

    private void tellAfter(HttpServerRequest request, Future<Void> change) {
        change.onSuccess(done -> tell(request))
                .onFailure(failure ->
                        SimulatorControl.say(request, 500, new JsonObject().put("error", failure.getMessage())));
    }

    /** What is not named stays; a channel that was not there is online. */
    private void put(Fields fields) {
        OptionalLong number = fields.int32("channel");
        if (number.isEmpty()) {
            throw new BadRequest("channel is needed");
        }
        NvrChannel before = simulator.channels().stream()
                .filter(channel -> channel.number() == number.getAsLong())
                .findFirst()
                .orElseGet(() -> new NvrChannel((int) number.getAsLong(), "", true));
        simulator.put(new NvrChannel(
                before.number(),
                fields.string("name").orElse(before.name()),
                fields.bool("online").orElse(before.online())));
    }

    private JsonObject state() {
        JsonArray channels = new JsonArray();
        simulator
                .channels()
                .forEach(channel -> channels.add(new JsonObject()
                        .put("channel", channel.number())
                        .put("name", channel.name())
                        .put("online", channel.online())));
        JsonArray faults = new JsonArray();
        simulator.faults().forEach(fault -> faults.add(fault.toString()));
        return new JsonObject()
                .put("url", simulator.url().toString())
                .put("speed", simulator.options().speed())
                .put("channels", channels)
                .put("faults", faults)
                .put("sessions", simulator.sessions())
                .put("evidence", shown(simulator.evidence()));
    }

    private static JsonObject shown(NvrEvidence evidence) {
        JsonObject codes = new JsonObject();
        evidence.codes().forEach((code, count) -> codes.put(code.toString(), count));
        JsonArray channels = new JsonArray();
        evidence.channels()
                .forEach(pictures -> channels.add(new JsonObject()
                        .put("channel", pictures.channel())
                        .put("asked", pictures.asked())
                        .put("whole", pictures.whole())
                        .put("availableMs", pictures.availableMs())));
        return new JsonObject()
                .put("requests", evidence.requests())
                .put("mostRequests", evidence.mostRequests())
                .put("mostSessions", evidence.mostSessions())
                .put("smallestGapMs", shown(evidence.smallestGapMs()))
                .put("smallestSessionGapMs", shown(evidence.smallestSessionGapMs()))
                .put("smallestGapAfterLeavingMs", shown(evidence.smallestGapAfterLeavingMs()))
                .put("parallel", evidence.parallel())
                .put("logins", evidence.logins())
                .put("loginsGranted", evidence.loginsGranted())
                .put("loginsFull", evidence.loginsFull())
                .put("wrongPasswords", evidence.wrongPasswords())
                .put("loginsAfterWrongPassword", evidence.loginsAfterWrongPassword())
                .put("poisoned", evidence.poisoned())
                .put("logouts", evidence.logouts())
                .put("strayLogouts", evidence.strayLogouts())
                .put("withoutSession", evidence.withoutSession())
                .put("passwordsInAddresses", evidence.passwordsInAddresses())
                .put("reboots", evidence.reboots())
                .put("codes", codes)
                .put("whole", evidence.whole())
                .put("channels", channels);
    }

    private static Double shown(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private JsonObject requests(HttpServerRequest request) {
        List<NvrRequest> all = simulator.requests();
        String limit = request.getParam("limit");
        Stream<NvrRequest> latest =
                all.stream().skip(limit == null ? 0 : Math.max(0, all.size() - Integer.parseInt(limit)));
        JsonArray shown = new JsonArray();
        latest.forEach(one -> shown.add(new JsonObject()
                .put("received", one.received().toString())
                .put("receivedMs", one.receivedMs())
                .put("endedMs", one.endedMs())
                .put("method", one.method())
                .put("path", one.path())
                .put("query", one.query())
                .put("body", one.body())
                .put("commands", new JsonArray(one.commands()))
                .put("channel", one.channel().isPresent() ? one.channel().getAsInt() : null)
                .put("authenticated", one.authenticated())
                .put("status", one.status())
                .put("codes", new JsonArray(one.codes()))
                .put("picture", one.picture().isPresent() ? one.picture().getAsInt() : null)
                .put("bytes", one.bytes())
                .put("outcome", one.outcome().name())));
        return new JsonObject().put("requests", shown);
    }
}
