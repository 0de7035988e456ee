package dev.drover.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover health}, as a container asks it. */
class HealthIT {

    @TempDir
    Path folder;

    @Test
    void whoRunsIsReadyAndWhoDoesNotIsNot() throws IOException {
        String port = Integer.toString(SimulatorMedia.freePort());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        assertThat(ask(elsewhere, port).exitCode()).isOne();
        assertThat(ask(elsewhere, port).said()).contains("Nobody answers at 127.0.0.1:" + port);
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put("QUARKUS_MANAGEMENT_HOST", "0.0.0.0");
            environment.put("QUARKUS_MANAGEMENT_PORT", port);
            try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .until(() -> ask(elsewhere, port).exitCode() == 0);
                assertThat(ask(elsewhere, port).said()).isEqualTo("Drover is ready\n");
                assertThat(elsewhere).as("neither database nor data folder").isEmptyDirectory();

                Path state = folder.resolve("data").resolve(".drover");
                Files.move(state, folder.resolve("away"));
                assertThat(ask(elsewhere, port).said()).contains("not ready: ", state + " is gone. Is the disk");
                Files.move(folder.resolve("away"), state);
                assertThat(ask(elsewhere, port).exitCode()).isZero();
                service.terminate().exitCode();
            }
        }
        assertThat(ask(elsewhere, port).exitCode()).isOne();
    }

    @Test
    void withoutFfmpegNobodyIsReady() throws IOException {
        String port = Integer.toString(SimulatorMedia.freePort());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            Map<String, String> environment = new HashMap<>(site.environment("FFMPEG_EXECUTABLE", "/nowhere/ffmpeg"));
            environment.put("QUARKUS_MANAGEMENT_PORT", port);
            try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
                Awaitility.await()
                        .atMost(DroverProcess.PATIENCE)
                        .until(
                                () -> ask(elsewhere, port).said(),
                                said -> said.contains("FFmpeg: ffmpeg.executable is"));
                assertThat(service.isAlive()).isTrue();
                service.awaitWords("ERROR No file can be put together: ffmpeg.executable is /nowhere/ffmpeg, ");
            }
        }
    }

    @Test
    void aReasonIsSaidInOneLine() throws Exception {
        assertThat(askOneThatAnswers("HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n\r\n"
                                + "{\"status\": \"DOWN\", \"checks\": [{\"name\": \"Camel\", \"status\": \"UP\"},"
                                + " {\"name\": \"Job table\", \"status\": \"DOWN\","
                                + " \"data\": {\"why\": \"the disk is full\"}}]}")
                        .said())
                .isEqualTo("Drover is not ready: Job table: the disk is full\n");
        assertThat(askOneThatAnswers("HTTP/1.1 200 OK\r\n\r\n<html>").said()).contains("is not Drover's health");
    }

    private DroverProcess askOneThatAnswers(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> {
                try (var connection = server.accept()) {
                    connection.getInputStream().read(new byte[1024]);
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException told) {
                    throw new java.io.UncheckedIOException(told);
                }
            });
            other.start();
            DroverProcess asked = ask(folder, Integer.toString(server.getLocalPort()));
            other.join();
            assertThat(asked.exitCode()).isOne();
            return asked;
        }
    }

    private static DroverProcess ask(Path folder, String port) {
        return DroverProcess.run(folder, Map.of("QUARKUS_MANAGEMENT_PORT", port), "health");
    }
}
