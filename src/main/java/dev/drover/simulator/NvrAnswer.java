package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the NVR says.
 *
 * @param codes the rspCode of each answer in it, 0 for success
 * @param picture the picture in it, whole or not
 * @param fine whether a client can make use of it
 */
record NvrAnswer(Answer answer, List<Integer> codes, Optional<NvrMark> picture, boolean fine) {

    /** As it is, neither JSON nor a picture. */
    static NvrAnswer of(Answer answer, boolean fine) {
        return new NvrAnswer(answer, List.of(), Optional.empty(), fine);
    }

    /** JSON, called a page as the device calls it. */
    static NvrAnswer json(JsonArray results) {
        List<Integer> codes = results.stream()
                .map(JsonObject.class::cast)
                .map(result -> result.getInteger("code") == 0
                        ? 0
                        : result.getJsonObject("error").getInteger("rspCode"))
                .toList();
        // Pretty printed, with blanks around the colons, is what the firmware does
        byte[] body = results.encodePrettily().getBytes(StandardCharsets.UTF_8);
        return new NvrAnswer(
                Answer.of(200, "text/html", body),
                codes,
                Optional.empty(),
                codes.stream().allMatch(code -> code == 0));
    }

    static JsonObject result(String command, JsonObject value) {
        return new JsonObject().put("cmd", command).put("code", 0).put("value", value);
    }

    static JsonObject refusal(String command, NvrRefusal why) {
        return new JsonObject()
                .put("cmd", command)
                .put("code", 1)
                .put("error", new JsonObject().put("rspCode", why.code).put("detail", why.getMessage()));
    }

    /** The same refusal of each of the commands. */
    static NvrAnswer refused(List<String> commands, int code) {
        JsonArray results = new JsonArray();
        NvrRefusal why = new NvrRefusal(code);
        commands.forEach(command -> results.add(refusal(command, why)));
        return json(results.isEmpty() ? results.add(refusal("Unknown", why)) : results);
    }

    /** A picture, or what is left of it. */
    static NvrAnswer picture(NvrMark mark, String type, byte[] body, boolean whole) {
        return new NvrAnswer(Answer.of(200, type, body), List.of(0), Optional.of(mark), whole);
    }

    NvrAnswer changed(Answer other, boolean stillFine) {
        return new NvrAnswer(other, codes, picture, fine && stillFine);
    }
}
