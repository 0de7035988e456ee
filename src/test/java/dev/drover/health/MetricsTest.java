package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Our own metrics through the real flow, and that dashboards, alarms and documentation name none that are not there. */
@QuarkusTest
class MetricsTest extends FlowTest {

    private static final Pattern METRIC = Pattern.compile(
            "\\b(drover|camel|jvm|process|system|http_server|worker_pool|netty)_[a-z0-9_]+(?=[{\\[\\s)`\"|]|$)");

    /** There only where an NVR is set ({@code NvrMetricsTest}), or a capture host ({@code CaptureMetricsTest}). */
    private static final Pattern OF_NVRS = Pattern.compile("drover_(nvr|timelapse|capture)_.*");

    @Inject
    PrometheusMeterRegistry registry;

    @Test
    void footageIsCountedInFilesBytesAndSeconds() throws IOException {
        double files = total("drover_footage_files_total");
        double bytes = total("drover_footage_bytes_total");
        double seconds = total("drover_footage_seconds_total");
        double done = value("drover_jobs_ended_total{state=\"DONE\"}");
        Path file = flow.awaitComplete(flow.raise(YARD), YARD);
        eventually().until(() -> value("drover_jobs_ended_total{state=\"DONE\"}") == done + 1);
        assertThat(total("drover_footage_files_total") - files).isEqualTo(1);
        assertThat(total("drover_footage_bytes_total") - bytes).isEqualTo(Files.size(file));
        assertThat(total("drover_footage_seconds_total") - seconds).isCloseTo(FootageFlow.FOOTAGE_SECONDS, within(1.0));
        eventually().until(() -> value("drover_last_success_seconds{source=\"poll-alerts\"}") > 1_700_000_000);
        assertThat(value("drover_data_free_bytes")).isPositive();
        assertThat(value("drover_alerts_patience_seconds"))
                .as("of 20 polls, each second")
                .isEqualTo(20);
    }

    @Test
    void whatIsMissingIsCountedOnceAndItsJobIsOpen() {
        double missing = value("drover_footage_missing_seconds_total{what=\"picture\"}");
        flow.fault(FaultKind.MIDDLE_404, YARD);
        var alert = flow.raise(YARD);
        Path file = flow.awaitIncomplete(alert, YARD);
        eventually().until(() -> value("drover_jobs_open{state=\"HEALING\"}") > 0);
        double lacks = flow.sidecar(file).path("missingSeconds").asDouble();
        assertThat(lacks).isPositive();
        assertThat(value("drover_footage_missing_seconds_total{what=\"picture\"}") - missing)
                .isEqualTo(lacks, within(0.001));
        flow.faults();
        flow.awaitComplete(alert, YARD);
        assertThat(value("drover_footage_missing_seconds_total{what=\"picture\"}") - missing)
                .as("a file that heals lacks nothing new")
                .isEqualTo(lacks, within(0.001));
    }

    @Test
    void downloadsThatRunAreTold() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 500));
        var alert = flow.raise(GATE);
        eventually().until(() -> value("drover_jobs_open{state=\"RUNNING\"}") > 0);
        flow.faults();
        flow.awaitComplete(alert, GATE);
        assertThat(value("drover_jobs_late_seconds")).isNotNegative();
    }

    @Test
    void whatIsDeployedAndDocumentedExists() throws IOException {
        flow.awaitComplete(flow.raise(YARD), YARD);
        Set<String> real = names(registry.scrape().replaceAll("(?m)^#.*$", ""));
        // Two that only the listener of the management port has, once somebody has asked it
        real.add("http_server_requests_seconds");
        Set<String> missing = new TreeSet<>();
        for (Path file : deployed()) {
            for (String name : names(Files.readString(file))) {
                if (!real.contains(name) && !OF_NVRS.matcher(name).matches()) {
                    missing.add(file + ": " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
        String page = Files.readString(Path.of("docs/reference/metrics.md"));
        assertThat(names(page))
                .containsAll(
                        real.stream().filter(name -> name.startsWith("drover_")).toList());
    }

    private static List<Path> deployed() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            return Stream.concat(files.filter(Files::isRegularFile), Stream.of(Path.of("docs/reference/metrics.md")))
                    .toList();
        }
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** The lines of a reading, in the form that a reader over HTTP gets. */
    private Stream<String> lines() {
        return registry.scrape().replace(",}", "}").lines();
    }

    private double total(String name) {
        return lines().filter(line -> line.startsWith(name + "{"))
                .mapToDouble(MetricsTest::number)
                .sum();
    }

    private double value(String series) {
        return lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(MetricsTest::number)
                .findFirst()
                .orElse(0);
    }

    private static double number(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
