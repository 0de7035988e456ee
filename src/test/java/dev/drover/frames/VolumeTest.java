package dev.drover.frames;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

class VolumeTest {

    @TempDir
    Path folder;

    private Volume heard(String source) {
        return Volume.of(FfmpegMedia.run(
                folder, List.of("-f", "lavfi", "-i", source, "-af", "volumedetect", "-vn", "-f", "null", "-")));
    }

    @Test
    void itIsWhatFfmpegHears() {
        // A sine of full scale has -3 dB, of an eighth of that -21
        assertThat(heard("sine=d=1").meanDb()).isEqualTo(-21.1, offset(0.5));
        Volume silence = heard("anullsrc=d=1,aformat=s16");
        assertThat(silence).isEqualTo(new Volume(-91));
        assertThat(silence.percentage()).isZero();
        assertThat(silence.audible(Volume.LIMIT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 100, true",
        "3.5, 100, true",
        "-24.0, 60, true",
        "-20.2, 66, true",
        "-56.4, 6, true",
        // More than 5 percent, of which the whole ones are 5
        "-56.9, 5, true",
        "-57.0, 5, false",
        "-60.0, 0, false",
        "-91.0, 0, false"
    })
    void decibelsBecomePercent(String decibels, int percent, boolean audible) {
        Volume volume = Volume.of("[Parsed_volumedetect_0 @ 0x55] n_samples: 88200\n"
                + "[Parsed_volumedetect_0 @ 0x55] mean_volume: " + decibels + " dB\n"
                + "[Parsed_volumedetect_0 @ 0x55] max_volume: -1.0 dB\n");
        assertThat(volume.meanDb()).isEqualTo(Double.parseDouble(decibels));
        assertThat(volume.percentage()).isEqualTo(percent);
        assertThat(volume.audible(Volume.LIMIT)).isEqualTo(audible);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mean_volume: -inf dB",
                "mean_volume: inf dB",
                "mean_volume: nan dB",
                "mean_volume: -",
                "max_volume: -3.0 dB",
                "Output file does not contain any stream",
                "mean_volume: -99999999999999999999 dB"
            })
    void nothingHeardIsNothing(String said) {
        assertThat(Volume.of(said)).isEqualTo(Volume.NOTHING);
        assertThat(Volume.of(said).meanDb()).isEqualTo(-100);
        assertThat(Volume.of(said).audible(Volume.LIMIT)).isFalse();
    }
}
