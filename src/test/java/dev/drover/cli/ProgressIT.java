package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.Fault;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;
import dev.drover.testing.Terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bars on a terminal, which {@code script} of util-linux makes; where there is none, this is not tested. */
class ProgressIT {

    @TempDir
    Path folder;

    private Process start(SimulatedSite site) throws IOException {
        List<String> command = new ArrayList<>(
                DroverProcess.command("footage", "backup", "-s", Long.toString(SimulatedSite.ago(200)), "-u", "60"));
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "--quiet", "--return", "--flush", "--command", "exec " + line, "/dev/null")
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("terminal").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", "/usr/bin:/bin", "TERM", "xterm", "LC_ALL", "C.UTF-8", "SHELL", "/bin/sh"));
        builder.environment().putAll(site.environment());
        return builder.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("terminal"));
    }

    @Test
    void barsShowHowFarEachDownloadIsAndAreGoneInTheEnd() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script here");
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator()
                    .setFaults(Fault.parse("segment-slow:20,segment-500:3").toArray(Fault[]::new));
            Process process = start(site);
            assertThat(process.waitFor(DroverProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(said()).isZero();
            assertThat(said()).containsPattern("Loading Dock +video +\\d+/30 \\[=* +]");
            assertThat(said()).containsPattern("Warehouse-3 +audio +\\d+/30 \\[=* +]");
            Terminal terminal = new Terminal(200).write(said());
            assertThat(terminal.lines()).last().isEqualTo("3 complete, 0 incomplete, 0 failed");
            assertThat(terminal.lines()).noneMatch(line -> line.contains("/30 ["));
            assertThat(terminal.lines())
                    .filteredOn(line -> line.startsWith("complete "))
                    .hasSize(3);
            assertThat(terminal.tidy()).isTrue();
        }
    }

    @Test
    void ctrlCTakesTheBarsAway() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script here");
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            site.simulator().setFaults(Fault.parse("segment-slow:900").toArray(Fault[]::new));
            Process process = start(site);
            await().atMost(DroverProcess.PATIENCE).until(() -> said().contains("/30 ["));
            process.getOutputStream().write(3);
            process.getOutputStream().flush();
            assertThat(process.waitFor(DroverProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Terminal terminal = new Terminal(200).write(said());
            assertThat(terminal.lines()).noneMatch(line -> line.contains("/30 ["));
            assertThat(terminal.tidy()).isTrue();
        }
    }
}
