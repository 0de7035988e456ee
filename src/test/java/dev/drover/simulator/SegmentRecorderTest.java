package dev.drover.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.ProcessTree;
import dev.drover.media.MediaFile;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentRecorderTest {

    @TempDir
    Path folder;

    @Test
    void theExampleAndTheLastTwoMinutesAreThere() throws IOException {
        MediaLibrary media =
                MediaLibrary.open(Path.of("target", "simulator-media").toAbsolutePath(), SegmentRecorderTest::ffmpeg);
        Clock noon = Clock.fixed(Instant.parse("2026-01-01T12:00:01Z"), ZoneOffset.UTC);
        try (SegmentRecorder recorder = SegmentRecorder.start(folder, media, noon, ZoneOffset.UTC);
                Stream<Path> files = Files.list(folder.resolve("cam1"))) {
            List<Path> segments = files.sorted().toList();
            assertThat(segments).hasSize(9 + 30);
            assertThat(segments.get(0)).hasFileName("2025-09-06_14-30-00-000000.mp4");
            assertThat(segments.get(38)).hasFileName("2026-01-01_11-59-56-000000.mp4");
            assertThat(MediaFile.read(segments.get(20)).duration()).isEqualTo(Duration.ofSeconds(4));
        }
    }

    private static int ffmpeg(List<String> arguments) {
        try {
            return ProcessTree.run(
                            Stream.concat(Stream.of(FfmpegMedia.executable().toString()), arguments.stream())
                                    .toList(),
                            Path.of("target").toAbsolutePath(),
                            Duration.ofMinutes(5),
                            (output, line) -> {})
                    .exitCode();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
