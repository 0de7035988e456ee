package dev.drover.capture;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureSite;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RunDeviceTest extends CaptureTest {

    @Test
    void aDeviceBringsSegmentsAndStillsAndIsStartedAgainWhenItEnds() throws Exception {
        CaptureFlow.Directory device = captures.device();
        eventually().until(() -> Files.exists(device.path().resolve("output.m3u8")));
        List<JsonNode> verdicts = device.awaitVerdicts(4);
        assertThat(verdicts).noneMatch(verdict -> verdict.path("blackscreen").asBoolean());
        eventually().until(() -> device.awaitVerdicts(1).stream()
                .anyMatch(verdict -> verdict.path("audio").asBoolean()));
        assertThat(Files.readString(device.path().resolve("output.m3u8"))).contains("segment_");

        ffmpeg(device).destroyForcibly();
        JsonNode failed = captures.awaitIncident(CaptureSite.DEVICE, "capture_failed", "resolved");
        assertThat(failed.path("metadata").path("reason").asText()).contains("FFmpeg failed (137)");
        assertThat(captures.log())
                .contains(CaptureSite.DEVICE + " (lavfi:testsrc2=s=320x240:r=10) has ended: FFmpeg failed (137)");
        int before = device.names(".json").size();
        device.awaitVerdicts(before + 2);
    }

    @Test
    void oneThatStandsStillIsEndedAndStartedAgain() throws Exception {
        CaptureFlow.Directory device = captures.device();
        device.awaitVerdicts(1);
        ProcessHandle ffmpeg = ffmpeg(device);
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(ffmpeg.pid()))
                        .start()
                        .waitFor())
                .isZero();
        eventually().until(() -> !ffmpeg.isAlive());
        JsonNode stalled = captures.awaitIncident(CaptureSite.DEVICE, "capture_stalled", "resolved");
        assertThat(stalled.path("metadata").path("reason").asText()).contains("no new segment");
    }

    private static ProcessHandle ffmpeg(CaptureFlow.Directory device) {
        return eventually()
                .until(
                        () -> ProcessHandle.allProcesses()
                                .filter(process -> process.info()
                                        .arguments()
                                        .filter(arguments ->
                                                FfmpegCommands.isCapture(Arrays.asList(arguments), device.path()))
                                        .isPresent())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
