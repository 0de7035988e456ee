package dev.drover.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.simulator.SimulatedCamera;
import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipSite;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes that are edited while the service runs, as it was packaged. */
class ReloadIT {

    private static final String PUBLISH = "footage/publish-footage.camel.yaml";
    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    @TempDir
    Path folder;

    private Path routes;
    private SimulatedSite site;
    private Map<String, String> environment;
    private int port;

    @BeforeEach
    void export() throws IOException {
        site = SimulatedSite.open(options -> options);
        routes = folder.resolve("routes");
        DroverProcess export = DroverProcess.run(folder, Map.of(), "routes", "export", routes.toString());
        assertThat(export.exitCode()).as(export.said()).isZero();
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        environment = new HashMap<>(site.environment());
        environment.put("DROVER_ROUTES", routes.toString());
        environment.put("FOOTAGE_POLL_EVERY", "1s");
        environment.put("FOOTAGE_ALERT_BUFFER", "2s");
        environment.put("FOOTAGE_SETTLE", "0s");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anEditRunsSoonAndABadOneReplacesNothing() throws Exception {
        String text = Files.readString(routes.resolve(PUBLISH));
        try (DroverProcess service = start()) {
            for (int i = 0; i < 10; i++) {
                edit(service, text.replace("Written: ", "Brought home " + i + ": "));
            }
            alert(40);
            service.awaitWords("Brought home 9: ");

            write(PUBLISH, text.replace("ref: footageFiles", "ref: footageFilez"));
            service.awaitWords("REJECTED " + PUBLISH + ":12: ")
                    .awaitWords("footageFilez")
                    .awaitWords("What ran before goes on");
            assertThat(get("/observe/health"))
                    .contains("REJECTED " + PUBLISH + ":12: ", "footageFilez")
                    .contains("\"status\": \"UP\"")
                    .doesNotContain("DOWN");
            alert(100);
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> count(service, "Brought home 9: ") == 2);
            assertThat(count(service, "REJECTED")).as("told once").isEqualTo(1);
            assertThat(get("/observe/metrics"))
                    .containsPattern("drover_routes_reloads_total\\{result=\"rejected\",?} 1.0")
                    .containsPattern("drover_routes_reloads_total\\{result=\"accepted\",?} 10.0");

            write(PUBLISH, text.replace("Written: ", "Brought home 9: "));
            service.awaitWords("Runs again as before: " + PUBLISH);
            edit(service, text.replace("Written: ", "Good again: "));
            alert(160);
            service.awaitWords("Good again: ");
            assertThat(get("/observe/health")).doesNotContain("REJECTED");
            assertThat(count(service, "Running: ")).as("no file but this one").isEqualTo(11);
        }
    }

    @Test
    void filesComeGoAndAreRenamedAndHalvesAreNeverLoaded() throws Exception {
        String ticking = """
                - route:
                    id: tick
                    from:
                      uri: timer:tick
                      parameters:
                        period: 200
                        delay: 0
                      steps:
                        - log:
                            message: tick from ONE
                """;
        try (DroverProcess service = start()) {
            write("own/tick.camel.yaml", ticking);
            service.awaitWords("Running: own/tick.camel.yaml").awaitWords("tick from ONE");

            Files.move(routes.resolve("own/tick.camel.yaml"), routes.resolve("own/tock.camel.yaml"));
            service.awaitWords("Removed: own/tick.camel.yaml").awaitWords("Running: own/tock.camel.yaml");

            // Its first half would be a route of its own
            Path file = routes.resolve("own/tock.camel.yaml");
            String longer = ticking.replace("ONE", "TWO") + "        - log:\n            message: and its end\n";
            Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
            for (int at = 0; at < longer.length(); at += 20) {
                Files.writeString(
                        file, longer.substring(at, Math.min(longer.length(), at + 20)), StandardOpenOption.APPEND);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            service.awaitWords("and its end");
            assertThat(count(service, "Running: own/tock.camel.yaml")).isEqualTo(2);
            assertThat(service.said()).doesNotContain("REJECTED");

            Files.delete(file);
            service.awaitWords("Removed: own/tock.camel.yaml");
            int ticks = count(service, "tick from");
            alert(40);
            service.awaitWords("Written: ");
            assertThat(count(service, "tick from")).isLessThanOrEqualTo(ticks + 1);

            Files.delete(routes.resolve("shared/on-download-error.camel.yaml"));
            service.awaitWords("REJECTED shared/on-download-error.camel.yaml: the file is gone, but");
        }
    }

    @Test
    void theTemplateAndThePolicyOfRunningRoutesAreRenewed() throws Exception {
        try (DroverProcess service = start()) {
            alert(40);
            service.awaitWords("Written: ");
            String camera = "footage/download-camera.camel.yaml";
            write(
                    camera,
                    Files.readString(routes.resolve(camera))
                            .replace(
                                    "          - to:\n              uri: direct:download-footage",
                                    "          - log:\n              message: FROM THE NEW TEMPLATE\n"
                                            + "          - to:\n              uri: direct:download-footage"));
            service.awaitWords("Running: " + camera);
            alert(100);
            service.awaitWords("FROM THE NEW TEMPLATE");
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> count(service, "Written: ") == 2);

            String policy = "shared/on-download-error.camel.yaml";
            write(
                    policy,
                    Files.readString(routes.resolve(policy))
                            .replace(
                                    "            - to:\n                uri: direct:postpone-footage",
                                    "            - log:\n                message: BY THE NEW POLICY\n"
                                            + "            - to:\n                uri: direct:postpone-footage")
                            .replace("maximumRedeliveries: 3", "maximumRedeliveries: 0"));
            service.awaitWords("Running: " + policy);
            write(
                    PUBLISH,
                    Files.readString(routes.resolve(PUBLISH))
                            .replace("method: publish\n", "method: measure(${body}, ${null})\n"));
            service.awaitWords("Running: " + PUBLISH);
            alert(160);
            service.awaitWords("BY THE NEW POLICY");
        }
    }

    @Test
    void aStartRunsAllButTheBadFilesAndThePackagedOnesInstead() throws Exception {
        Files.writeString(routes.resolve("footage/take-footage-jobs.camel.yaml"), "- route: [\n");
        Files.createDirectories(routes.resolve("own"));
        Files.writeString(routes.resolve("own/bad.camel.yaml"), "- rout:\n    id: bad\n");
        try (DroverProcess service = start()) {
            service.awaitWords("REJECTED own/bad.camel.yaml:")
                    .awaitWords("REJECTED footage/take-footage-jobs.camel.yaml:")
                    .awaitWords("The packaged footage/take-footage-jobs.camel.yaml runs instead");
            alert(40);
            service.awaitWords("Written: ");
        }
    }

    @Test
    void fiftyEditsDuringTwentyDownloadsLoseNothingAndDoNothingTwice() throws Exception {
        String download = "footage/download-footage.camel.yaml";
        String text = Files.readString(routes.resolve(download));
        List<SimulatedAlert> alerts = new ArrayList<>();
        try (DroverProcess service = start()) {
            for (int i = 0; i < 20; i++) {
                SimulatedCamera camera = SimulatedCamera.examples().get(i % 3);
                alerts.add(site.simulator()
                        .raise(SimulatedAlert.of(camera.uuid(), Instant.now().minusSeconds(60 + 30L * i), 8)));
            }
            long polls = polls();
            Instant start = Instant.now();
            for (int i = 0; i < 50; i++) {
                write(download, text.replace("Fetches picture", "Fetches, edit " + i + ", picture"));
                LockSupport.parkNanos(Duration.ofMillis(1200).toNanos());
            }
            assertThat(polls() - polls)
                    .as("one schedule of one second")
                    .isLessThanOrEqualTo(Duration.between(start, Instant.now()).toSeconds() + 5);
            awaitTwentyWrittenOnce(service);
            assertThat(count(service, "Running: " + download))
                    .as("edits that were swapped in")
                    .isGreaterThan(5);
            assertThat(service.said()).doesNotContain("REJECTED");
        }
    }

    @Test
    void allFilesSavedAtOnceDuringDownloadsLoseNothingAndDoNothingTwice() throws Exception {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.walk(routes)) {
            // The others do not run where nobody wants them
            for (Path file : files.filter(each -> each.toString().endsWith(".camel.yaml"))
                    .filter(each -> routes.relativize(each).startsWith("footage")
                            || routes.relativize(each).startsWith("jobs")
                            || routes.relativize(each).startsWith("shared"))
                    .toList()) {
                texts.put(routes.relativize(file).toString(), Files.readString(file));
            }
        }
        try (DroverProcess service = start()) {
            for (int i = 0; i < 20; i++) {
                SimulatedCamera camera = SimulatedCamera.examples().get(i % 3);
                site.simulator()
                        .raise(SimulatedAlert.of(camera.uuid(), Instant.now().minusSeconds(60 + 30L * i), 8));
            }
            service.awaitWords("Downloading ");
            for (int edit = 1; edit <= 3; edit++) {
                for (Map.Entry<String, String> file : texts.entrySet()) {
                    write(file.getKey(), file.getValue().replace("description: ", "description: (Edit " + edit + ") "));
                }
                awaitCount(service, "Running: ", texts.size() * edit);
            }
            for (Map.Entry<String, String> file : texts.entrySet()) {
                write(
                        file.getKey(),
                        "# Only a comment\n" + file.getValue().replace("description: ", "description: (Edit 3) "));
            }
            awaitCount(service, "Runs on, as it says the same: ", texts.size());
            assertThat(count(service, "Running: ")).isEqualTo(3 * texts.size());
            awaitTwentyWrittenOnce(service);
            assertThat(service.said()).doesNotContain("REJECTED").doesNotContain("Trying again");
        }
    }

    private void awaitTwentyWrittenOnce(DroverProcess service) {
        JobTable jobs = new JobTable(folder.resolve("data"));
        Awaitility.await()
                .atMost(DroverProcess.PATIENCE)
                .until(() -> jobs.rows().stream()
                                .filter(row -> row.state().equals("DONE"))
                                .count()
                        == 20);
        assertThat(jobs.rows()).hasSize(20);
        assertThat(SimulatedSite.films(folder)).hasSize(20);
        assertThat(count(service, "Written: "))
                .as(() -> "written once each:\n" + service.said())
                .isEqualTo(20);
    }

    private static void awaitCount(DroverProcess service, String words, int number) {
        Awaitility.await(words).atMost(DroverProcess.PATIENCE).until(() -> count(service, words) >= number);
    }

    @Test
    void whatLiesInAQueueOutlivesTheSwapOfItsRoute() throws Exception {
        String taker = """
                - route:
                    id: take
                    from:
                      uri: seda:taken
                      steps:
                        - log:
                            message: Taken ${body}.
                """;
        try (DroverProcess service = start()) {
            write("own/take.camel.yaml", taker);
            service.awaitWords("Running: own/take.camel.yaml");
            write("own/give.camel.yaml", """
                    - route:
                        id: give
                        from:
                          uri: timer:give
                          parameters:
                            period: 20
                            delay: 0
                            includeMetadata: true
                          steps:
                            - setBody:
                                simple: ${exchangeProperty.CamelTimerCounter}
                            - log:
                                message: Given ${body}.
                            - toD:
                                uri: seda:taken
                    """);
            service.awaitWords("Taken 1.");
            for (int edit = 0; edit < 2; edit++) {
                int running = count(service, "Running: own/take.camel.yaml");
                write("own/take.camel.yaml", taker.replace("Taken", "Edit " + edit + ". Taken"));
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .until(() -> count(service, "Running: own/take.camel.yaml") > running);
            }
            Files.delete(routes.resolve("own/give.camel.yaml"));
            service.awaitWords("Removed: own/give.camel.yaml");
            int given = count(service, "Given ");
            assertThat(given).isGreaterThan(5);
            service.awaitWords("Taken " + given + ".");
            for (int number = 1; number <= given; number++) {
                assertThat(count(service, "Taken " + number + "."))
                        .as("number %d", number)
                        .isOne();
            }
        }
    }

    @Test
    void aClientThatAsksWhileWhatAnswersIsReplacedWaits() throws Exception {
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        ClipFlow client = new ClipFlow(folder.resolve("data"), recordings, ClipSite.freePort());
        client.record();
        environment.put("CLIPS_SOURCE", recordings.toString());
        environment.put("PORT", "" + client.port());
        environment.put("API_REQUESTS_PER_SECOND", "100000");
        String serve = "clips/serve-clips.camel.yaml";
        String text = Files.readString(routes.resolve(serve));
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        AtomicBoolean end = new AtomicBoolean();
        try (DroverProcess service = start()) {
            // Not over for a day, so a long poll of it waits for as long as it says
            String coming = client.ask(ClipFlow.CAMERA, OffsetDateTime.now().plusHours(12) + "");
            List<Thread> asking = Stream.of("/cameras", "/no-such-thing", "/clips/" + coming + "?wait=1")
                    .map(path -> new Thread(() -> {
                        while (!end.get()) {
                            answers.merge(path + " " + client.get(path).status(), 1, Integer::sum);
                        }
                    }))
                    .toList();
            asking.forEach(Thread::start);
            for (int edit = 1; edit <= 10; edit++) {
                write(serve, text.replace("What clients can ask", "What clients can ask " + edit));
                awaitCount(service, "Running: " + serve, edit);
            }
            end.set(true);
            for (Thread each : asking) {
                each.join();
            }
            assertThat(answers)
                    .containsOnlyKeys("/cameras 200", "/no-such-thing 404", "/clips/" + coming + "?wait=1 200");
            assertThat(service.said()).doesNotContain("REJECTED");
        } finally {
            end.set(true);
        }
    }

    @Test
    void whatFailsOnlyWhenItStartsIsReplacedByWhatRanBefore() throws Exception {
        String one = """
                - route:
                    id: one
                    from:
                      uri: direct:shared
                      steps:
                        - log:
                            message: ONE TOOK ${body}
                """;
        String two = """
                - route:
                    id: two
                    from:
                      uri: timer:two
                      parameters:
                        period: 200
                      steps:
                        - log:
                            message: TWO TICKS
                        - setBody:
                            constant: what two sends
                        - to:
                            uri: direct:shared
                """;
        try (DroverProcess service = start()) {
            write("own/one.camel.yaml", one);
            service.awaitWords("Running: own/one.camel.yaml");
            write("own/two.camel.yaml", two);
            service.awaitWords("ONE TOOK what two sends");
            // Right by itself; that the name is taken shows when it starts
            write("own/two.camel.yaml", """
                    - route:
                        id: two
                        from:
                          uri: direct:shared
                          steps:
                            - log:
                                message: TWO TOOK ${body}
                    """);
            service.awaitWords("REJECTED own/two.camel.yaml").awaitWords("What ran before goes on");
            int ticks = count(service, "TWO TICKS");
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> count(service, "TWO TICKS") > ticks + 2);
            assertThat(service.said()).doesNotContain("TWO TOOK");
        }
    }

    /** The guide's example, word for word but for the address; no download waits for a receiver that hangs. */
    @Test
    void theExampleOfTheGuidePostsEachFinishedFile() throws Exception {
        environment.put("FOOTAGE_WORKERS", "1");
        List<String> blocks = java.util.regex.Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/guide/edit-a-flow.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        List<String> posted = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", request -> {
            posted.add(request.getRequestMethod() + " "
                    + request.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (posted.size() > 1) {
                await(end);
            }
            request.sendResponseHeaders(200, -1);
            request.close();
        });
        receiver.start();
        try (DroverProcess service = start()) {
            write(
                    "own/tell-webhook.camel.yaml",
                    blocks.get(0)
                            .replace(
                                    "192.0.2.10:8123",
                                    "127.0.0.1:" + receiver.getAddress().getPort()));
            service.awaitWords("Running: own/tell-webhook.camel.yaml");
            write(PUBLISH, Files.readString(routes.resolve(PUBLISH)) + blocks.get(1));
            service.awaitWords("Running: " + PUBLISH);
            alert(40);
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> !posted.isEmpty());
            Path film = SimulatedSite.films(folder).get(0);
            assertThat(posted)
                    .singleElement()
                    .asString()
                    .isEqualTo("POST application/json; charset=UTF-8 {\"file\": \""
                            + folder.resolve("data").relativize(film) + "\", \"bytes\": " + Files.size(film)
                            + ", \"complete\": true}");

            for (int more = 1; more <= 3; more++) {
                alert(60 + 60 * more);
            }
            Awaitility.await()
                    .atMost(DroverProcess.PATIENCE)
                    .until(() -> SimulatedSite.films(folder).size() == 4);
            assertThat(posted).as("the second is not answered").hasSize(2);
        } finally {
            end.countDown();
            receiver.stop(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DroverProcess start() {
        return DroverProcess.start(folder, environment, "serve").awaitWords("/observe/metrics");
    }

    private void alert(int secondsAgo) {
        site.simulator().raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(secondsAgo), 6));
    }

    /** Writes and waits until it runs. */
    private void edit(DroverProcess service, String text) throws IOException {
        int before = count(service, "Running: " + PUBLISH);
        write(PUBLISH, text);
        Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> count(service, "Running: " + PUBLISH) > before);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(routes.resolve(path).getParent());
        Files.writeString(routes.resolve(path), text);
    }

    private String get(String path) throws IOException {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long polls() {
        return site.simulator().log().requests().stream()
                .filter(request -> request.path().startsWith("/api/event/getPolicyAlerts"))
                .count();
    }

    private static int count(DroverProcess service, String words) {
        return service.said().split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }
}
