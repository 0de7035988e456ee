package dev.drover.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.vertx.core.json.JsonObject;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plain program of somebody else would send; no code of the product in it. */
final class SimulatorClient {

    static final Map<String, String> KEY = Map.of("x-auth-scheme", "api-token", "x-auth-apikey", "demo");

    private final HttpClient http;
    private final URI base;

    SimulatorClient(URI base) {
        this(base, HttpClient.newHttpClient());
    }

    SimulatorClient(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    HttpResponse<byte[]> send(String method, String uri, Map<String, String> headers, String body) {
        try {
            return http.send(request(method, uri, headers, body).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String method, String uri, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(uri))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<byte[]> get(String uri, Map<String, String> headers) {
        return send("GET", uri, headers, "");
    }

    HttpResponse<byte[]> post(String operation, String json) {
        return send("POST", "/api/" + operation, KEY, json);
    }

    JsonObject call(String operation, JsonObject body) {
        HttpResponse<byte[]> answer = post(operation, body.encode());
        assertThat(answer.statusCode()).as(operation).isEqualTo(200);
        return new JsonObject(new String(answer.body()));
    }

    String token(int seconds) {
        return call("org/generateFederatedSessionToken", new JsonObject().put("durationSec", seconds))
                .getString("federatedSessionToken");
    }

    static Map<String, String> federated(String token) {
        return Map.of("x-auth-scheme", "federated-token", "x-auth-ft", token);
    }

    String lanMpd(String camera, long start, long seconds) {
        return mpd(
                call("camera/getMediaUris", new JsonObject().put("cameraUuid", camera))
                        .getJsonArray("lanVodMpdUrisTemplates")
                        .getString(0),
                start,
                seconds);
    }

    String wanMpd(String camera, long start, long seconds) {
        return mpd(
                call("camera/getMediaUris", new JsonObject().put("cameraUuid", camera))
                        .getString("wanVodMpdUriTemplate"),
                start,
                seconds);
    }

    static String mpd(String template, long start, long seconds) {
        return template.replace("{START_TIME}", Long.toString(start)).replace("{DURATION}", Long.toString(seconds));
    }

    static String sibling(String mpd, String name) {
        return mpd.substring(0, mpd.lastIndexOf('/') + 1) + name;
    }

    static String attribute(String xml, String name) {
        int at = xml.indexOf(" " + name + "=\"") + name.length() + 3;
        return xml.substring(at, xml.indexOf('"', at));
    }

    /** Manifest, init and as many segments as there are, one after the other, into one file. */
    int download(String mpd, Map<String, String> headers, Path file) {
        HttpResponse<byte[]> manifest = get(mpd, headers);
        assertThat(manifest.statusCode()).isEqualTo(200);
        String xml = new String(manifest.body());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        HttpResponse<byte[]> init = get(sibling(mpd, attribute(xml, "initialization")), headers);
        assertThat(init.statusCode()).isEqualTo(200);
        all.writeBytes(init.body());
        int first = Integer.parseInt(attribute(xml, "startNumber"));
        int count = 0;
        while (true) {
            String name = attribute(xml, "media").replace("$Number$", Integer.toString(first + count));
            HttpResponse<byte[]> segment = get(sibling(mpd, name), headers);
            if (segment.statusCode() != 200) {
                assertThat(segment.statusCode()).isEqualTo(404);
                break;
            }
            all.writeBytes(segment.body());
            count++;
        }
        try {
            Files.write(file, all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }
}
