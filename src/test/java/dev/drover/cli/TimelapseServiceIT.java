package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.HardwareFfmpeg;
import dev.drover.testing.TimelapsePictures;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** A service without any NVR, in whose folder there are pictures from earlier. */
class TimelapseServiceIT {

    @TempDir
    Path folder;

    @TempDir
    Path programs;

    @Test
    void videosAreMadeNicelyAndOldPicturesRemoved() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        LocalDateTime noon = yesterday.atTime(12, 0);
        Path timelapse = folder.resolve("data/timelapse");
        TimelapsePictures.take(timelapse.resolve("frames/ch0_Gate"), noon, 12);
        TimelapsePictures.take(timelapse.resolve("frames/ch1_Old"), noon.minusDays(9), 1);
        TimelapsePictures.take(timelapse.resolve("frames/ch1_Old"), noon.minusDays(1), 1);
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(programs);
        Map<String, String> environment = Map.of(
                "FOOTAGE_POLL", "false",
                "TIMELAPSE_FRAMES_RETENTION_DAYS", "5",
                "TIMELAPSE_PRESET", "ultrafast",
                "FFMPEG_EXECUTABLE", ffmpeg.path(),
                "QUARKUS_MANAGEMENT_PORT", "0");
        try (DroverProcess service = DroverProcess.start(folder, environment)) {
            service.awaitWords("Removed what is not kept any longer: 1 picture and 0 videos");
            assertThat(TimelapsePictures.names(timelapse.resolve("frames/ch1_Old")))
                    .containsExactly(
                            DateTimeFormatter.BASIC_ISO_DATE.format(yesterday.minusDays(1)) + "_120000_000.jpg");
            Path video = timelapse.resolve("videos/timelapse_ch0_Gate_" + yesterday + ".mp4");
            eventually().until(() -> Files.exists(video));
            assertThat(TimelapsePictures.decode(video).times()).hasSize(12);
            assertThat(ffmpeg.niceness("encode"))
                    .as("nicer than Drover itself")
                    .isNotEmpty()
                    .allMatch(niceness -> niceness > ffmpeg.niceness("probe").get(0));
            assertThat(service.said()).doesNotContain("ERROR").doesNotContain("Taking pictures of");
        }
    }
}
