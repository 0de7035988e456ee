package dev.drover.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine;

/**
 * {@code drover health}: whether the Drover of this machine, or of this container, is ready. It asks the one that runs and starts
 * neither Camel nor the database, for a container asks every few seconds.
 *
 * <p>A socket and three lines of HTTP/1.0: an HTTP client would be the larger part of what this starts.
 */
@CommandLine.Command(
        name = "health",
        description = "Asks the Drover that runs here whether it is ready; exit code 0 for yes, 1 for no.",
        mixinStandardHelpOptions = true)
class HealthCommand implements Command {

    private static final int TIMEOUT = (int) Duration.ofSeconds(5).toMillis();
    /** An answer is a few hundred bytes; what is much longer is none of ours. */
    private static final int LONGEST_ANSWER = 256 * 1024;

    private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public int run(Running drover) {
        throw new IllegalStateException("This asks another Drover and needs none of its own");
    }

    /** Asks, says the answer in one line, and gives the exit code. */
    int ask(Settings settings) {
        String host = settings.value("quarkus.management.host").orElse("127.0.0.1");
        // Who listens everywhere also listens here
        String reached = ALL_ADDRESSES.contains(host) ? "127.0.0.1" : host;
        String port = settings.value(Settings.PORT).orElse("9876");
        String at = reached + ":" + port;
        try {
            JsonNode answer = JsonMapper.builder().build().readTree(get(reached, Integer.parseInt(port)));
            if (answer.path("status").asText().equals("UP")) {
                System.out.println("Drover is ready");
                return Drover.OK;
            }
            List<String> down = down(answer);
            System.out.println(
                    "Drover is not ready: " + (down.isEmpty() ? "it does not say why" : String.join("; ", down)));
        } catch (SocketTimeoutException late) {
            System.out.println("Drover does not answer at " + at + " within " + TIMEOUT / 1000 + " s");
        } catch (JsonProcessingException other) {
            System.out.println("What answers at " + at + " is not Drover's health. Is quarkus.management.port right?");
        } catch (IOException | IllegalArgumentException nobody) {
            System.out.println("Nobody answers at " + at + ": Drover does not run here, or"
                    + " quarkus.management.host or quarkus.management.port is another one (" + nobody.getMessage()
                    + ")");
        }
        return Drover.FAILED;
    }

    private static List<String> down(JsonNode answer) {
        List<String> down = new ArrayList<>();
        for (JsonNode check : answer.path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                String why = check.path("data").path("why").asText();
                down.add(check.path("name").asText() + (why.isEmpty() ? " is DOWN" : ": " + why));
            }
        }
        return down;
    }

    private static byte[] get(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT);
            socket.getOutputStream()
                    .write(("GET /observe/health/ready HTTP/1.0\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return (body < 0 ? answer : answer.substring(body + 4)).getBytes(StandardCharsets.UTF_8);
        }
    }
}
