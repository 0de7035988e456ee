package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.media.MediaFile;
import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipSite;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.FootageFlow;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover demo} as people meet it first. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void itEndsQuietlyInTheMidstOfADownload() {
        try (DroverProcess demo = DroverProcess.start(
                folder,
                Map.of("QUARKUS_MANAGEMENT_PORT", "0", "API_PORT", "0"),
                "demo",
                "--alerts-every",
                "1s",
                "--faults",
                "segment-slow:900")) {
            demo.awaitWords("over LAN: ").terminate();
            demo.exitCode();
            assertThat(demo.said())
                    .doesNotContain("\tat ", "Exception", "trying the cloud", "Trying again", "Connection refused");
        }
    }

    /** As the README prints it. */
    @Test
    void theExampleClipIsCutOutOfWhatItRecords() throws Exception {
        int port = ClipSite.freePort();
        try (DroverProcess demo = DroverProcess.start(
                folder, Map.of("QUARKUS_MANAGEMENT_PORT", "0", "API_PORT", Integer.toString(port)), "demo")) {
            demo.awaitWords("recorded segments");
            ClipFlow clips = new ClipFlow(folder.resolve("data"), folder.resolve("data/recordings"), port);
            String wanted = ClipFlow.wanted("cam1", "2025-09-06T14:30:15", "\"duration\":20");
            FootageFlow.eventually()
                    .ignoreExceptions()
                    .until(() -> clips.get("/health").status() == 200
                            && clips.post("/clips", wanted, "Idempotency-Key", "readme")
                                            .status()
                                    == 200);
            String id = clips.post("/clips", wanted, "Idempotency-Key", "readme")
                    .json()
                    .path("clip_id")
                    .asText();
            assertThat(ClipFlow.seconds(clips.file(clips.awaitDone(id)))).isEqualTo(20.0);
        }
    }

    @Test
    void aTimelapseIsThereWithinAMinute() throws Exception {
        try (DroverProcess demo =
                DroverProcess.start(folder, Map.of("QUARKUS_MANAGEMENT_PORT", "0", "API_PORT", "0"), "demo")) {
            demo.awaitWords("timelapse_ch0_");
            try (Stream<Path> videos = Files.list(folder.resolve("data/timelapse/videos"))) {
                assertThat(videos).isNotEmpty().allSatisfy(video -> assertThat(
                                MediaFile.read(video).duration())
                        .isGreaterThan(Duration.ofSeconds(1)));
            }
        }
    }

    @Test
    void newerJavasAreAllowedItsNativeLibraries() throws Exception {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        Assumptions.assumeTrue(jar.toFile().isFile(), "there is a native binary instead");
        try (JarFile opened = new JarFile(jar.toFile())) {
            assertThat(opened.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
        }
    }
}
