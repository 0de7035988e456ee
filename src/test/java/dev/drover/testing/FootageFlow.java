package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.core.ConditionFactory;

import dev.drover.ffmpeg.ProcessTree;
import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.RecordedRequest;
import dev.drover.simulator.RhombusSimulator;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.simulator.SimulatedCamera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The footage flow from outside: what the simulated Rhombus is told and asked, and what lies on disk. */
public final class FootageFlow {

    static final int BUFFER_SECONDS = 2;
    static final int DEFAULT_SECONDS = 6;

    /** Length of the alerts of {@link #alert}; with the buffers it makes six segments of footage. */
    public static final int ALERT_SECONDS = 8;

    /** Length of the footage of such an alert. */
    public static final int FOOTAGE_SECONDS = ALERT_SECONDS + 2 * BUFFER_SECONDS;

    /** Where Drover logs to, in its own process as in that of the tests. */
    static final Path LOG = Path.of("target", System.getProperty("drover.test-log", "quarkus.log"))
            .toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger ALERTS = new AtomicInteger();
    private static final Instant NOW = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 2 * 2);

    private final RhombusSimulator simulator;
    private final Path data;

    FootageFlow(RhombusSimulator simulator, Path data) {
        this.simulator = simulator;
        this.data = data;
    }

    /** What a decoder makes of a file. */
    public record Decoded(double seconds, boolean audio, String complaints) {}

    public RhombusSimulator simulator() {
        return simulator;
    }

    public Path data() {
        return data;
    }

    public Path footage() {
        return data.resolve("footage");
    }

    public JobTable jobs() {
        return new JobTable(data);
    }

    public Leftovers leftovers() {
        return new Leftovers(data);
    }

    /** No fault, no gap, no alert; what was downloaded stays, and so does the log. */
    public void reset() {
        simulator.setFaults();
        simulator.clearGaps();
        simulator.clearAlerts();
    }

    public void faults(Fault... faults) {
        simulator.setFaults(faults);
    }

    /** A fault with its usual number, at one camera. */
    public void fault(FaultKind kind, SimulatedCamera camera) {
        simulator.setFaults(Fault.of(kind).at(camera.uuid()));
    }

    /** A start that no other alert has, with a minute to its neighbours; an even second in the past. */
    public Instant freshStart() {
        return NOW.minusSeconds(120 + 60L * ALERTS.getAndIncrement());
    }

    /** An alert of its own time, of {@link #ALERT_SECONDS}. */
    public SimulatedAlert alert(SimulatedCamera camera) {
        return SimulatedAlert.of(camera.uuid(), freshStart(), ALERT_SECONDS);
    }

    public SimulatedAlert raise(SimulatedAlert alert) {
        return simulator.raise(alert);
    }

    /** Raises an alert of its own time and of the usual length. */
    public SimulatedAlert raise(SimulatedCamera camera) {
        return raise(alert(camera));
    }

    public static ConditionFactory eventually() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100));
    }

    /** The file of an alert of a camera, once it is published with its sidecar, in whatever state. */
    public Path awaitFile(SimulatedAlert alert, SimulatedCamera camera) {
        return awaitFile(alert, camera, sidecar -> true, "any");
    }

    /** The file, once its sidecar calls it complete. */
    public Path awaitComplete(SimulatedAlert alert, SimulatedCamera camera) {
        return awaitFile(alert, camera, sidecar -> sidecar.path("complete").asBoolean(), "complete");
    }

    /** The file, once its sidecar calls it incomplete. */
    public Path awaitIncomplete(SimulatedAlert alert, SimulatedCamera camera) {
        return awaitFile(alert, camera, sidecar -> !sidecar.path("complete").asBoolean(), "incomplete");
    }

    public Path awaitFile(
            SimulatedAlert alert, SimulatedCamera camera, Predicate<JsonNode> wanted, String description) {
        return eventually()
                .alias(description + " file of " + camera.name())
                .until(
                        () -> files(alert, camera).stream()
                                .filter(file -> wanted.test(sidecar(file)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The files of an alert of a camera that have a sidecar. */
    public List<Path> files(SimulatedAlert alert, SimulatedCamera camera) {
        return files().stream()
                .filter(file -> Files.exists(sidecarOf(file)))
                .filter(file -> {
                    JsonNode sidecar = sidecar(file);
                    return sidecar.at("/alert/uuid").asText().equals(alert.uuid())
                            && sidecar.at("/camera/uuid").asText().equals(camera.uuid());
                })
                .toList();
    }

    /** The files of a range that was asked for without an alert. */
    public List<Path> files(SimulatedCamera camera, Instant start) {
        return files().stream()
                .filter(file -> Files.exists(sidecarOf(file)))
                .filter(file -> {
                    JsonNode sidecar = sidecar(file);
                    return !sidecar.has("alert")
                            && sidecar.at("/camera/uuid").asText().equals(camera.uuid())
                            && sidecar.at("/asked/from").asText().equals(start.toString());
                })
                .toList();
    }

    /** All published films. */
    public List<Path> files() {
        return below(footage()).stream()
                .filter(file -> file.toString().endsWith(".mp4"))
                .toList();
    }

    /** All files below a folder; those that vanish meanwhile are left out. */
    public static List<Path> below(Path folder) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    found.addAll(below(entry));
                } else {
                    found.add(entry);
                }
            }
        } catch (IOException vanished) {
            return found;
        }
        return found;
    }

    public static Path sidecarOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    public JsonNode sidecar(Path file) {
        try {
            return JSON.readTree(sidecarOf(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Decodes every picture and every sound of a file. */
    public Decoded decode(Path file) {
        return new Decoded(seconds(file), ffmpeg("info", file).contains("Audio: "), ffmpeg("warning", file));
    }

    /** Asserts that a file plays without complaint for so long. */
    public void assertPlays(Path file, double seconds) {
        Decoded decoded = decode(file);
        assertThat(decoded.complaints()).as("what FFmpeg says of %s", file).isEmpty();
        assertThat(decoded.seconds())
                .as("seconds of %s", file)
                .isCloseTo(seconds, org.assertj.core.data.Offset.offset(0.3));
    }

    public static double seconds(Path file) {
        Matcher times = Pattern.compile("time=(\\d+):(\\d+):([\\d.]+)").matcher(ffmpeg("info", file));
        double seconds = -1;
        while (times.find()) {
            seconds = Integer.parseInt(times.group(1)) * 3600
                    + Integer.parseInt(times.group(2)) * 60
                    + Double.parseDouble(times.group(3));
        }
        return seconds;
    }

    private static String ffmpeg(String level, Path file) {
        StringBuilder said = new StringBuilder();
        List<String> command = List.of(
                FfmpegMedia.executable().toString(),
                "-nostdin",
                "-hide_banner",
                "-v",
                level,
                "-stats",
                "-i",
                "file:" + file,
                "-f",
                "null",
                "-");
        if (level.equals("warning")) {
            command = command.stream()
                    .filter(argument -> !argument.equals("-stats"))
                    .toList();
        }
        try {
            ProcessTree.run(command, file.getParent(), Duration.ofMinutes(1), (output, line) -> said.append(line)
                    .append('\n'));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return said.toString().strip();
    }

    // ---- what the simulator saw

    /** Requests for footage of an alert at a camera or its gateway. */
    public List<RecordedRequest> mediaRequests(SimulatedAlert alert, String device) {
        long start = startOf(alert);
        return simulator.log().requests().stream()
                .filter(request -> request.device().filter(device::equals).isPresent())
                .filter(request -> request.path().contains("/" + start + "_")
                        || request.path().contains("/" + start + "/"))
                .toList();
    }

    /** How often a segment of an alert of the usual length was asked for. */
    public int requests(SimulatedAlert alert, SimulatedCamera camera, int segment) {
        return simulator.log().segmentRequests(camera.uuid(), startOf(alert), FOOTAGE_SECONDS, segment);
    }

    /** How often it came whole. */
    public int deliveries(SimulatedAlert alert, SimulatedCamera camera, int segment) {
        return simulator.log().segmentDeliveries(camera.uuid(), startOf(alert), FOOTAGE_SECONDS, segment);
    }

    /** Asserts that each segment of an alert of the usual length came once. */
    public void assertEachSegmentOnce(SimulatedAlert alert, SimulatedCamera camera) {
        for (int segment = 0; segment < FOOTAGE_SECONDS / 2; segment++) {
            assertThat(deliveries(alert, camera, segment))
                    .as("deliveries of segment %d", segment)
                    .isEqualTo(1);
        }
    }

    /** Calls of the REST API. */
    public List<RecordedRequest> calls(String operation) {
        return simulator.log().requests().stream()
                .filter(request -> request.path().equals("/api/" + operation))
                .toList();
    }

    /** First second of the footage of an alert. */
    public long startOf(SimulatedAlert alert) {
        return alert.timestamp().getEpochSecond() - BUFFER_SECONDS;
    }

    public static String keyOf(SimulatedAlert alert, SimulatedCamera camera) {
        return "alert:" + alert.uuid() + ":" + camera.uuid();
    }

    /** How much Drover has logged so far, in characters. */
    public int logged() {
        return log().length();
    }

    /** What it has logged since. */
    public String loggedSince(int before) {
        return log().substring(before);
    }

    private static String log() {
        try {
            return new String(Files.readAllBytes(LOG), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Waits until two more polls have begun, so that what was raised before has been seen. */
    public void awaitPolls() {
        int before = polls();
        eventually().until(() -> polls() >= before + 2);
    }

    private int polls() {
        return calls("event/getPolicyAlertsV2").size()
                + calls("event/getPolicyAlerts").size();
    }

    public static String relative(Path folder, Path file) {
        return folder.relativize(file).toString();
    }
}
