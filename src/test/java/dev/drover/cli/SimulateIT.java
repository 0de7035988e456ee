package dev.drover.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.KeyFiles;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover simulate rhombus} and {@code drover simulate reolink} as processes of their own, with their options. */
class SimulateIT {

    @TempDir
    Path folder;

    private DroverProcess simulator(String... options) throws IOException {
        return simulate(List.of("rhombus", "--alerts-every", "1h"), options);
    }

    private DroverProcess simulate(List<String> which, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("simulate"));
        arguments.addAll(which);
        arguments.addAll(List.of("--port", "0"));
        arguments.addAll(List.of(options));
        Path far = Files.createDirectories(folder.resolve("far"));
        return DroverProcess.start(far, Map.of(), arguments.toArray(String[]::new))
                .awaitWords("Ctrl-C ends it.");
    }

    @Test
    void behindAProxyAllComesThroughThePublicAddress() throws Exception {
        try (Proxy proxy = new Proxy();
                DroverProcess simulator = simulator("--public-url", proxy.url())) {
            assertThat(simulator.out())
                    .contains("Simulated Rhombus: " + proxy.url() + ", listening on http://127.0.0.1:");
            proxy.forward(Integer.parseInt(
                    simulator.out().replaceFirst("(?s).*listening on http://127\\.0\\.0\\.1:(\\d+).*", "$1")));
            DroverProcess backup = DroverProcess.run(
                    folder,
                    Map.of("RHOMBUS_API_URL", proxy.url(), "RHOMBUS_API_KEY", "demo"),
                    "footage",
                    "backup",
                    "-s",
                    Long.toString(SimulatedSite.ago(60)),
                    "-u",
                    "6",
                    "-cam",
                    "Q0FNRVJBQ0FNRVJBQ0FNMQ");
            assertThat(backup.exitCode()).as(backup.said()).isZero();
            assertThat(SimulatedSite.films(folder)).hasSize(1);
            assertThat(backup.out()).contains("over LAN: ");
        }
    }

    @Test
    void itSpeaksTlsWithTheCertificateItIsGiven() throws Exception {
        KeyFiles server = KeyFiles.ofServer(folder, "server");
        try (DroverProcess simulator =
                simulator("--tls", server.certificate().toString(), server.key().toString())) {
            String url = simulator.out().replaceFirst("(?s).*Simulated Rhombus: (https://\\S+).*", "$1");
            DroverProcess cameras = DroverProcess.run(
                    folder,
                    Map.of(
                            "RHOMBUS_API_URL",
                            url,
                            "RHOMBUS_API_KEY",
                            "demo",
                            "JAVA_OPTS",
                            "-Djavax.net.ssl.trustStore=" + server.trusted() + " -Djavax.net.ssl.trustStorePassword="
                                    + KeyFiles.PASSWORD),
                    "footage",
                    "cameras");
            assertThat(cameras.exitCode()).as(cameras.said()).isZero();
            assertThat(cameras.out()).contains("Loading Dock");
        }
    }

    @Test
    void theNvrServesPicturesAndTellsHowItWasTreated() throws Exception {
        try (DroverProcess nvr = simulate(
                List.of("reolink"),
                "--channels",
                "2",
                "--size",
                "640x360",
                "--faults",
                "snap-12:1@1",
                "--speed",
                "10")) {
            String device = nvr.out().replaceFirst("(?s).*Simulated NVR: (http://\\S+).*", "$1/cgi-bin/api.cgi");
            String control = nvr.out().replaceFirst("(?s).*controlled at (http://\\S+)\\. Ctrl-C.*", "$1");
            String token = ask(
                            device + "?cmd=Login",
                            "[{\"cmd\":\"Login\",\"param\":{\"User\":{\"userName\":\"demo\",\"password\":\"demo\"}}}]")
                    .replaceFirst("(?s).*\"name\" : \"(\\w+)\".*", "$1");
            assertThat(ask(device + "?cmd=Snap&channel=1&token=" + token, ""))
                    .contains("\"detail\" : \"get config failed\"");
            assertThat(ask(device + "?cmd=Snap&channel=1&token=" + token, ""))
                    .startsWith("\u00FF\u00D8\u00FF")
                    .endsWith("\u00FF\u00D9");
            assertThat(ask(control, ""))
                    .contains("\"speed\":10.0", "\"whole\":1", "\"mostSessions\":1", "\"mostRequests\":1");
        }
    }

    private static String ask(String uri, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
                .body();
    }

    @Test
    void valuesOfTheNvrThatMakeNoSenseAreWrongUsage() {
        wrongNvr("0 to 65535", "--port", "65536");
        wrongNvr("0 to 65535", "--control-port", "-1");
        wrongNvr("1 to 32", "--channels", "33");
        wrongNvr("at least 1", "--slots", "0");
        wrongNvr("0.01 to 100000", "--speed", "0");
        wrongNvr("not 64x64", "--size", "64x64");
        wrongNvr("unknown fault \"nonsense\"", "--faults", "nonsense");
        wrongNvr("negative", "--lease", "-1s");
    }

    @Test
    void valuesThatMakeNoSenseAreWrongUsage() throws Exception {
        KeyFiles server = KeyFiles.ofServer(folder, "server");
        KeyFiles other = KeyFiles.make(folder, "other", "RSA");
        wrong("0 to 65535", "--port", "65536");
        wrong("1 to 1000", "--cameras", "0");
        wrong("such as https://", "--public-url", "nonsense");
        wrong("such as https://", "--public-url", "ftp://rhombus.example");
        wrong("at least 1ms", "--alerts-every", "0s");
        wrong("negative", "--delay", "-5s");
        wrong(
                "does not exist",
                "--tls",
                folder.resolve("none.pem").toString(),
                server.key().toString());
        wrong(
                "does not belong to",
                "--tls",
                server.certificate().toString(),
                other.key().toString());
    }

    private void wrong(String words, String... options) {
        refused("rhombus", words, options);
    }

    private void wrongNvr(String words, String... options) {
        refused("reolink", words, options);
    }

    private void refused(String which, String words, String... options) {
        List<String> arguments = new ArrayList<>(List.of("simulate", which));
        arguments.addAll(List.of(options));
        DroverProcess process = DroverProcess.run(folder, Map.of(), arguments.toArray(String[]::new));
        assertThat(process.exitCode()).as(process.said()).isEqualTo(Drover.WRONG_USAGE);
        assertThat(process.err())
                .contains(words, "drover simulate " + which + " --help")
                .hasLineCount(2);
        assertThat(process.said()).doesNotContain("\tat ", "Exception");
    }

    /** Hands on bytes between its own port and that of a server behind it. */
    private static final class Proxy implements AutoCloseable {

        private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Proxy() throws IOException {}

        String url() {
            return "http://127.0.0.1:" + front.getLocalPort();
        }

        void forward(int port) {
            inBackground(() -> {
                while (true) {
                    Socket client = front.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    inBackground(() -> copy(client, server));
                    inBackground(() -> copy(server, client));
                }
            });
        }

        private static void copy(Socket from, Socket to) throws IOException {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        }

        private interface Task {
            void run() throws IOException;
        }

        private static void inBackground(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException over) {
                    // One of the two sides has ended the connection, or the test is over
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            front.close();
        }
    }
}
