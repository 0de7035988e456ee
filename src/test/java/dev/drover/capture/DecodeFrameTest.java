package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DecodeFrameTest extends CaptureTest {

    @Test
    void aPictureInAnUnusualCodingIsDecodedByFfmpeg() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        Path folder = Files.createTempDirectory("lossless");
        // Lossless JPEG, which nobody but FFmpeg reads
        FfmpegMedia.run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "color=black:s=320x240",
                        "-frames:v",
                        "1",
                        "-c:v",
                        "ljpeg",
                        "-pix_fmt",
                        "bgr24",
                        "black.jpg"));
        directory.still(1, folder.resolve("black.jpg"), Instant.parse("2026-11-22T05:00:00Z"));
        assertThat(directory.awaitVerdicts(1).get(0).path("blackscreen").asBoolean())
                .isTrue();
    }
}
