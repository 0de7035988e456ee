package dev.drover.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plain program of somebody else would ask of an NVR; no code of the product in it. */
final class NvrClient {

    static final String PATH = "/cgi-bin/api.cgi";

    private final HttpClient http;
    private final SimulatorClient client;
    private String token = "";

    NvrClient(URI base) {
        this(base, HttpClient.newHttpClient());
    }

    NvrClient(URI base, HttpClient http) {
        this.http = http;
        this.client = new SimulatorClient(base, http);
    }

    NvrClient withToken(String other) {
        token = other;
        return this;
    }

    String token() {
        return token;
    }

    HttpResponse<byte[]> get(String uri) {
        return client.get(uri, Map.of());
    }

    HttpResponse<byte[]> post(String uri, String body) {
        return client.send("POST", uri, Map.of("Content-Type", "application/json"), body);
    }

    /** The first of the answers to one command. */
    JsonObject command(String name, JsonObject param) {
        JsonArray commands = new JsonArray()
                .add(new JsonObject().put("cmd", name).put("action", 0).put("param", param));
        return answers(post(PATH + "?cmd=" + name + "&token=" + token, commands.encode()))
                .getJsonObject(0);
    }

    JsonObject command(String name) {
        return command(name, new JsonObject());
    }

    /** What is in the answer to a command that succeeds. */
    JsonObject value(String name, JsonObject param) {
        JsonObject answer = command(name, param);
        assertThat(answer.getInteger("code")).as(answer.encode()).isZero();
        return answer.getJsonObject("value");
    }

    int code(String name, JsonObject param) {
        return code(command(name, param));
    }

    int code(String name) {
        return code(name, new JsonObject());
    }

    static int code(JsonObject answer) {
        return answer.getInteger("code") == 0
                ? 0
                : answer.getJsonObject("error").getInteger("rspCode");
    }

    static JsonArray answers(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonArray(new String(answer.body(), StandardCharsets.UTF_8));
    }

    int login(String user, String password) {
        JsonObject answer = command(
                "Login",
                new JsonObject()
                        .put(
                                "User",
                                new JsonObject()
                                        .put("Version", "0")
                                        .put("userName", user)
                                        .put("password", password)));
        if (code(answer) == 0) {
            token = answer.getJsonObject("value").getJsonObject("Token").getString("name");
        }
        return code(answer);
    }

    NvrClient login() {
        assertThat(login("demo", "demo")).isZero();
        return this;
    }

    HttpResponse<byte[]> snap(int channel) {
        return get(snapUri(channel));
    }

    CompletableFuture<HttpResponse<byte[]>> snapLater(int channel) {
        return http.sendAsync(
                client.request("GET", snapUri(channel), Map.of(), "").build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String snapUri(int channel) {
        return PATH + "?cmd=Snap&channel=" + channel + "&rs=abcdefgh&token=" + token;
    }

    /** The code of a snapshot that is refused, 0 for a picture. */
    int snapCode(int channel) {
        HttpResponse<byte[]> answer = snap(channel);
        assertThat(answer.statusCode()).isEqualTo(200);
        return type(answer).equals("image/jpeg") ? 0 : code(answers(answer).getJsonObject(0));
    }

    static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }
}
