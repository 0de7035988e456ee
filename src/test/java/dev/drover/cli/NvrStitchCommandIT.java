package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.HardwareFfmpeg;
import dev.drover.testing.TimelapsePictures;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover nvr stitch} as it is started by a user, who has set nothing but the folder. */
class NvrStitchCommandIT {

    private static final LocalDateTime NOON = LocalDateTime.parse("2026-11-20T12:00:00");

    @TempDir
    Path folder;

    @TempDir
    Path programs;

    private DroverProcess stitch(String... options) {
        return stitch(Map.of(), options);
    }

    private DroverProcess stitch(Map<String, String> more, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "nvr";
        arguments[1] = "stitch";
        System.arraycopy(options, 0, arguments, 2, options.length);
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(Map.of("DATA_DIR", folder.toString(), "TIMELAPSE_PRESET", "ultrafast"));
        DroverProcess stitched = DroverProcess.run(folder, environment, arguments);
        stitched.exitCode();
        return stitched;
    }

    @Test
    void oneChannelThatFailsStopsNoOtherAndWarningsAreCounted() throws IOException {
        Files.createDirectories(folder.resolve("frames/ch0_Broken"));
        Files.createFile(folder.resolve("frames/ch0_Broken/20261120_120000_000.jpg"));
        Files.createDirectories(folder.resolve("frames/ch1_Empty"));
        TimelapsePictures.take(folder.resolve("frames/ch2_Good"), NOON, 5);
        Files.createFile(folder.resolve("frames/ch2_Good/20261120_120001_000.jpg"));

        DroverProcess stitched = stitch();

        assertThat(stitched.exitCode()).as(stitched.said()).isOne();
        assertThat(stitched.out())
                .contains(
                        "failed      " + folder.resolve("frames/ch0_Broken") + " (none of its pictures is whole)",
                        "nothing     " + folder.resolve("frames/ch1_Empty") + " (there is no picture)",
                        "complete    " + folder.resolve("videos/timelapse_ch2_Good_2026-11-20.mp4") + " (5 pictures)",
                        "Left out of the video: ch2_Good/20261120_120001_000.jpg: it is empty",
                        "1 complete, 1 failed, warnings: 1 (pictures that were left out)");
        // No data folder, no job table, nothing left of the work
        assertThat(TimelapsePictures.names(folder)).containsExactly(".stitching", "frames", "videos");
        assertThat(TimelapsePictures.names(folder.resolve(".stitching/once"))).isEmpty();
    }

    @Test
    void picturesMayBeChosenAndStamped() throws IOException {
        TimelapsePictures.take(folder.resolve("frames/ch2_Good"), NOON, 9);
        TimelapsePictures.take(folder.resolve("barn/frames/ch0_Cow"), NOON.plusDays(1), 2);
        DroverProcess stitched =
                stitch("--every", "1m", "--fps", "10", "--overlay", "--daylight", "12:01-13:00", "--day", "2026-11-20");
        assertThat(stitched.exitCode()).as(stitched.said()).isZero();
        assertThat(stitched.out()).contains("frames/ch0_Cow (there is no picture of 2026-11-20)", "warnings: 0");
        assertThat(TimelapsePictures.decode(folder.resolve("videos/timelapse_ch2_Good_2026-11-20.mp4"))
                        .times())
                .containsExactly(0.0, 0.1);
    }

    @Test
    void hardwareEncodesWhereItWorks() {
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(programs);
        TimelapsePictures.take(folder.resolve("frames/ch2_Good"), NOON, 5);
        DroverProcess stitched = stitch(Map.of("FFMPEG_EXECUTABLE", ffmpeg.path()));
        assertThat(stitched.exitCode()).as(stitched.said()).isZero();
        assertThat(ffmpeg.probes()).isEqualTo(1);
        assertThat(ffmpeg.encodes()).isEqualTo(1);
        assertThat(TimelapsePictures.decode(folder.resolve("videos/timelapse_ch2_Good_2026-11-20.mp4"))
                        .times())
                .hasSize(5);
    }

    @Test
    void hardwareThatFailsIsToldAndNotUsedAgain() {
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(programs).failing();
        TimelapsePictures.take(folder.resolve("frames/ch1_Gate"), NOON, 4);
        TimelapsePictures.take(folder.resolve("frames/ch2_Good"), NOON, 5);
        DroverProcess stitched = stitch(Map.of("FFMPEG_EXECUTABLE", ffmpeg.path()));
        assertThat(stitched.exitCode()).as(stitched.said()).isZero();
        assertThat(stitched.said())
                .contains("h264_nvenc has failed and is not used any more: ch1_Gate is encoded anew", "2 complete");
        assertThat(ffmpeg.encodes()).as("the second channel does not try it").isEqualTo(1);
        assertThat(TimelapsePictures.decode(folder.resolve("videos/timelapse_ch1_Gate_2026-11-20.mp4"))
                        .times())
                .hasSize(4);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        for (String[] wrong : new String[][] {
            {"--every-n-frames", "0", "must be 1 to 1000000 pictures, not 0"},
            {"--fps", "0", "must be 1 to 240 pictures a second, not 0"},
            {"--fps", "fast", "must be 1 to 240 pictures a second, not fast"},
            {"--every", "0s", "--every must be longer than 0 s"},
            {"--daylight", "noon", "06:00-21:00"}
        }) {
            DroverProcess refused = stitch(wrong[0], wrong[1]);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains(wrong[2]).doesNotContain("Exception");
        }
        DroverProcess nothing = stitch();
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err())
                .isEqualTo("There are no pictures: no folder frames in " + folder
                        + ". It is set by timelapse.folder, or DATA_DIR\n");
    }
}
