package dev.drover.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.Fault;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service over several starts: what it makes up for, what it leaves, and what it says of that. */
class ServiceIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";

    private static final String DOCK = "Q0FNRVJBQ0FNRVJBQ0FNMQ";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aDayThatWasMissedIsBackedUpByTheNextStartOnce() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = service(site);
            environment.put("FOOTAGE_BACKUP_ENABLED", "true");
            environment.put("FOOTAGE_BACKUP_CRON", "0 0 0 * * ?");
            // Only accepting is looked at; a whole day would take long
            environment.put("FOOTAGE_SETTLE", "48h");
            JobTable table = new JobTable(folder.resolve("data"));

            try (DroverProcess first = DroverProcess.start(folder, environment, "serve")) {
                first.awaitWords("Footage goes to ");
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .ignoreExceptions()
                        .until(() -> table.backedUp() > 0);
                first.kill();
                assertThat(first.said())
                        .as("nothing was missed before the first start")
                        .doesNotContain("Backup wanted");
            }
            long today = table.backedUp();
            table.backedUpEarlier(3);

            site.simulator().setFaults(Fault.parse("api-500:100").toArray(Fault[]::new));
            try (DroverProcess failing = DroverProcess.start(folder, environment, "serve")) {
                failing.awaitWords("Failed to back up yesterday: Rhombus could not answer")
                        .awaitWords("Failed to retrieve alerts: Rhombus could not answer");
                failing.kill();
            }
            assertThat(table.backedUp()).as("a day that failed is still due").isLessThan(today);

            site.simulator().setFaults();
            try (DroverProcess late = DroverProcess.start(folder, environment, "serve")) {
                late.awaitWords("Backup wanted: backup of Hof / Einfahrt süd");
                Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> table.backedUp() == today);
                late.terminate().exitCode();
                assertThat(late.said()).contains("Stopping: nothing is being downloaded");
            }
            assertThat(table.rows()).as("one day of each camera").hasSize(3);

            try (DroverProcess again = DroverProcess.start(folder, environment, "serve")) {
                again.awaitWords("Footage goes to ");
                int before = asked(site);
                Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> asked(site) > before + 2);
                again.kill();
                assertThat(again.said()).doesNotContain("Backup wanted");
            }
        }
    }

    @Test
    void healthIsToldAtItsAddresses() throws Exception {
        try (SimulatedSite site = SimulatedSite.open(options -> options);
                DroverProcess serve = DroverProcess.start(folder, service(site), "serve")) {
            serve.awaitWords("Footage goes to ").awaitWords("/observe/metrics");
            String health = serve.said().replaceFirst("(?s).*Health: +(http://\\S+).*", "$1");
            assertThat(get(health)).contains("Job table", "Alerts", "Backup", "Data folder");
            assertThat(get(health + "/ready"))
                    .contains("Job table", "Data folder", "Alerts", "Cameras")
                    .doesNotContain("Backup");
            assertThat(get(health + "/well")).contains("Backup").doesNotContain("Job table");
            assertThat(get(health + "/started")).contains("\"Start\"").doesNotContain("Job table");
            assertThat(get(health + "/live")).contains("\"status\": \"UP\"").doesNotContain("Job table");
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whatIsInterruptedIsShownAsSuchAndAStopSaysWhatBecomesOfIt() {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.parse("segment-slow:900").toArray(Fault[]::new));
            Map<String, String> environment = service(site);
            try (DroverProcess backup = DroverProcess.start(
                    folder,
                    environment,
                    "footage",
                    "backup",
                    "-s",
                    Long.toString(SimulatedSite.ago(800)),
                    "-u",
                    "600",
                    "-cam",
                    YARD)) {
                backup.awaitWords("Downloading backup");
                assertThat(jobs(environment)).contains(" RUNNING ").doesNotContain("INTERRUPTED");
                backup.kill();
            }
            assertThat(jobs(environment)).contains(" INTERRUPTED ", "the next start goes on with it");
            assertThat(new JobTable(folder.resolve("data")).rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.state())
                            .as("looking changes nothing")
                            .isEqualTo("RUNNING"));

            try (DroverProcess serve = DroverProcess.start(folder, environment, "serve")) {
                serve.awaitWords("Downloading backup").terminate().exitCode();
                assertThat(serve.said())
                        .contains("Stopping: 1 download ends early")
                        .contains("Stopped: backup of Hof / Einfahrt süd");
            }
            assertThat(jobs(environment)).contains(" WAITING ");
        }
    }

    @Test
    void eachMessageIsALineOfJsonWhereThatIsWanted() throws IOException {
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = service(site);
            environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
            environment.put("FOOTAGE_SETTLE", "0s");
            site.simulator().raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(200), 4));
            try (DroverProcess serve = DroverProcess.start(folder, environment, "serve")) {
                serve.awaitWords("Written: ");
                site.simulator().setFaults(Fault.parse("api-500:100").toArray(Fault[]::new));
                serve.awaitWords("Failed to retrieve alerts").terminate().exitCode();
                assertThat(serve.err()).isEmpty();
                List<JsonNode> lines = new ArrayList<>();
                for (String line : serve.out().lines().toList()) {
                    lines.add(JSON.readTree(line));
                }
                assertThat(lines).allSatisfy(line -> {
                    assertThat(OffsetDateTime.parse(line.path("timestamp").asText()))
                            .isAfter("2026-01-01T00:00:00Z");
                    assertThat(line.path("level").asText()).isIn("INFO", "WARN", "ERROR");
                    assertThat(line.path("message").asText()).isNotBlank();
                });
                assertThat(lines)
                        .anyMatch(line -> line.path("loggerName").asText().equals("poll-alerts")
                                && line.path("level").asText().equals("ERROR"));
            }
        }
    }

    @Test
    void neitherKeyNorTokensAreToldAnywhereThoughAllTellWhatTheyCan() throws Exception {
        String key = "TheKeyThatNobodyMaySee";
        try (SimulatedSite site = SimulatedSite.open(options -> options.withApiKey(key))) {
            Map<String, String> environment = service(site);
            environment.put("RHOMBUS_API_KEY", key);
            environment.put("FOOTAGE_SETTLE", "0s");
            Files.writeString(
                    folder.resolve("application.properties"),
                    Stream.of("org.apache.camel", "org.apache.hc", "org.apache.http", "io.vertx", "org.springframework")
                            .map(category -> "quarkus.log.category.\"" + category + "\".level=DEBUG\n")
                            .collect(Collectors.joining("", "quarkus.log.level=DEBUG\n", "")));
            try (DroverProcess serve = DroverProcess.start(folder, environment, "serve")) {
                site.simulator().raise(SimulatedAlert.of(YARD, Instant.now().minusSeconds(200), 4));
                serve.awaitWords("Written: ");
                site.simulator()
                        .setFaults(
                                Fault.parse("no-lan-uris,token-expires-after:1").toArray(Fault[]::new));
                site.simulator().raise(SimulatedAlert.of(DOCK, Instant.now().minusSeconds(300), 4));
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .until(() -> SimulatedSite.films(folder).size() == 2);
                String management = serve.said().replaceFirst("(?s).*Health: +(http://[^/]+)/.*", "$1");
                String watched = get(management + "/observe/metrics") + get(management + "/observe/health");
                serve.terminate().exitCode();
                assertThat(serve.said())
                        .as("the libraries tell of headers")
                        .contains("org.apache.hc", "x-auth-apikey: …", "RSESSIONID=RFT:…");
                Set<String> secrets = secrets(site);
                assertThat(secrets).hasSizeGreaterThan(2).contains(key);
                for (String secret : secrets) {
                    assertThat(secret).hasSizeGreaterThan(8);
                    assertThat(serve.said()).doesNotContain(secret);
                    assertThat(watched).doesNotContain(secret);
                }
            }
        }
    }

    /** All keys and tokens that the simulator was shown. */
    private static Set<String> secrets(SimulatedSite site) {
        return site.simulator().log().requests().stream()
                .flatMap(request -> Stream.of("x-auth-apikey", "x-auth-ft", "cookie")
                        .flatMap(name -> Stream.ofNullable(request.headers().get(name))))
                .map(value -> value.replaceFirst(".*RFT:", "").replaceFirst(";.*", ""))
                .collect(Collectors.toSet());
    }

    private static int asked(SimulatedSite site) {
        return (int) site.simulator().log().requests().stream()
                .filter(request -> request.path().contains("getPolicyAlerts"))
                .count();
    }

    private static Map<String, String> service(SimulatedSite site) {
        Map<String, String> environment = new java.util.HashMap<>(site.environment());
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        environment.put("FOOTAGE_POLL_EVERY", "1s");
        return environment;
    }

    private String jobs(Map<String, String> environment) {
        DroverProcess list = DroverProcess.run(folder, environment, "jobs");
        assertThat(list.exitCode()).as(list.said()).isZero();
        return list.out();
    }
}
