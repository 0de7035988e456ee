package dev.drover.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

/** Somebody who is told of things by HTTP, and keeps files in a bucket. */
public final class Webhook implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();

    private Webhook(HttpServer server) {
        this.server = server;
    }

    static Webhook start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Webhook webhook = new Webhook(server);
        server.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean refused = webhook.refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                webhook.told.add(JSON.readTree(new String(body, StandardCharsets.UTF_8)));
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        server.createContext("/bucket", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean refused = webhook.refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            boolean signed = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .matches(
                            "AWS4-HMAC-SHA256 Credential=key-id/\\d{8}/auto/s3/aws4_request,SignedHeaders=\\S+,Signature=[0-9a-f]{64}");
            if (!refused && signed) {
                webhook.stored.put(exchange.getRequestURI().getPath(), body);
            }
            exchange.sendResponseHeaders(refused ? 503 : signed ? 200 : 403, -1);
            exchange.close();
        });
        server.start();
        return webhook;
    }

    String bucket() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/bucket";
    }

    /** What was put into the bucket, by its path. */
    public Map<String, byte[]> stored() {
        return stored;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The next so many are refused. */
    public void refuse(int times) {
        refusals.set(times);
    }

    /** What was told of a device, in that order. */
    public List<JsonNode> told(String device) {
        return told.stream()
                .filter(each -> each.path("device_id").asText().equals(device))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
