package dev.drover.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request to the NVR, taken apart.
 *
 * @param query the parameters of the address
 * @param commands what it wants; empty when its body is not what the device takes
 * @param encrypted whether it came over TLS
 * @param ip who sent it
 */
record NvrCall(String path, MultiMap query, List<Command> commands, boolean encrypted, String ip) {

    /** Commands that take their parameters from the address. */
    private static final Set<String> OF_ADDRESS = Set.of("Snap", "Download", "Playback");

    /** One of the commands of a request. */
    record Command(String name, JsonObject param) {

        /** @throws NvrRefusal when there is no whole number of that name */
        int number(String field) {
            Object value = param.getValue(field);
            if (value instanceof Integer number) {
                return number;
            }
            throw new NvrRefusal(-4);
        }

        /** @throws NvrRefusal when there is no object of that name */
        JsonObject object(String field) {
            if (param.getValue(field) instanceof JsonObject object) {
                return object;
            }
            throw new NvrRefusal(-4);
        }
    }

    static NvrCall of(HttpServerRequest request, Buffer body) {
        String wanted = Optional.ofNullable(request.getParam("cmd")).orElse("");
        List<Command> commands = body.length() == 0 || OF_ADDRESS.contains(wanted)
                ? List.of(new Command(wanted, ofAddress(request.params())))
                : ofBody(body);
        return new NvrCall(
                request.path(),
                request.params(),
                commands,
                request.isSSL(),
                request.remoteAddress().hostAddress());
    }

    private static JsonObject ofAddress(MultiMap query) {
        JsonObject param = new JsonObject();
        query.forEach((name, value) -> param.put(name, value.matches("\\d{1,9}") ? Integer.valueOf(value) : value));
        return param;
    }

    private static List<Command> ofBody(Buffer body) {
        List<Command> commands = new ArrayList<>();
        try {
            if (!(Json.decodeValue(body) instanceof JsonArray array)) {
                return List.of();
            }
            for (int i = 0; i < array.size(); i++) {
                if (!(array.getValue(i) instanceof JsonObject command)
                        || !(command.getValue("cmd") instanceof String name)) {
                    return List.of();
                }
                commands.add(new Command(
                        name, command.getValue("param") instanceof JsonObject param ? param : new JsonObject()));
            }
            return List.copyOf(commands);
        } catch (DecodeException e) {
            return List.of();
        }
    }

    List<String> names() {
        return commands.stream().map(Command::name).toList();
    }

    /** The one command there is; {@code ""} for none or several. */
    String only() {
        return commands.size() == 1 ? commands.get(0).name() : "";
    }

    /** The channel that the first command is about. */
    OptionalInt channel() {
        return commands.stream()
                .limit(1)
                .filter(command -> command.param().getValue("channel") instanceof Integer)
                .mapToInt(command -> command.number("channel"))
                .findFirst();
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
