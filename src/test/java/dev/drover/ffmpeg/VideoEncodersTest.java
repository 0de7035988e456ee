package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.Encoding.Size;
import dev.drover.testing.HardwareFfmpeg;

import static org.assertj.core.api.Assertions.assertThat;

class VideoEncodersTest {

    private static final Size HD = new Size(1920, 1080);
    private static final Optional<VideoEncoder> ANY = Optional.empty();

    @TempDir
    Path folder;

    private static VideoEncoders of(HardwareFfmpeg ffmpeg) {
        return new VideoEncoders(FfmpegExecutable.of(Optional.of(ffmpeg.path()), Optional.empty()));
    }

    @Test
    void hardwareThatEncodesOnePictureIsTakenAndTriedOnce() {
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(folder);
        VideoEncoders encoders = of(ffmpeg);
        assertThat(encoders.best(ANY, HD)).isEqualTo(VideoEncoder.NVENC);
        assertThat(encoders.best(ANY, HD)).isEqualTo(VideoEncoder.NVENC);
        assertThat(ffmpeg.probes()).isEqualTo(1);
        assertThat(encoders.best(ANY, new Size(8192, 4320)))
                .as("more than it can")
                .isEqualTo(VideoEncoder.X264);
    }

    @Test
    void hardwareThatIsListedAndNotThereIsNotTaken() {
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(folder).absent();
        VideoEncoders encoders = of(ffmpeg);
        Optional<VideoEncoder> wanted = Optional.of(VideoEncoder.NVENC);
        assertThat(encoders.best(wanted, HD)).isEqualTo(VideoEncoder.X264);
        assertThat(encoders.best(wanted, HD)).isEqualTo(VideoEncoder.X264);
        assertThat(ffmpeg.probes()).isEqualTo(1);
    }

    @Test
    void whatHasFailedIsNotTakenAgain() {
        VideoEncoders encoders = of(new HardwareFfmpeg(folder));
        Optional<VideoEncoder> wanted = Optional.of(VideoEncoder.NVENC);
        assertThat(encoders.best(wanted, HD)).isEqualTo(VideoEncoder.NVENC);
        assertThat(encoders.distrust(VideoEncoder.NVENC)).isTrue();
        assertThat(encoders.distrust(VideoEncoder.NVENC)).as("again").isFalse();
        assertThat(encoders.best(wanted, HD)).isEqualTo(VideoEncoder.X264);
        assertThat(encoders.distrust(VideoEncoder.X264))
                .as("there is nothing after it")
                .isFalse();
    }

    @Test
    void whoWantsSoftwareTriesNoHardware() {
        HardwareFfmpeg ffmpeg = new HardwareFfmpeg(folder);
        assertThat(of(ffmpeg).best(Optional.of(VideoEncoder.X264), HD)).isEqualTo(VideoEncoder.X264);
        assertThat(ffmpeg.probes()).isZero();
    }
}
