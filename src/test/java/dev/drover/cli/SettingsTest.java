package dev.drover.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Values that a start would take and that make no sense. */
class SettingsTest {

    /** All settings whose default is a duration. */
    static Stream<String> durations() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"), StandardCharsets.UTF_8)) {
            settings.load(file);
        }
        return settings.stringPropertyNames().stream()
                .filter(key -> settings.getProperty(key).matches("\\d+(ms|s|m|h)"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("durations")
    void noDurationIsNegative(String key) {
        refuses(key, "-1s");
    }

    @ParameterizedTest
    @CsvSource({
        "rhombus.answer-timeout, 0s",
        "rhombus.session-lifetime, 10s",
        "footage.poll-every, 500ms",
        "footage.default-duration, 0s",
        "footage.window, 0s",
        "footage.lan-timeout, 0s",
        "footage.connect-timeout, 0s",
        "footage.read-timeout, 0s",
        "jobs.retry-delay, 0s",
        "jobs.longest-retry-delay, 0s",
        "jobs.lease, 14s",
        "jobs.poll-every, 0s",
        "ffmpeg.timeout, 0s",
        "ffmpeg.stall, 0s",
        "footage.workers, 0",
        "footage.segments-in-flight, -1",
        "clips.retention-days, -1",
        "clips.retention-days, week",
        "timelapse.stitch-every-n-frames, 0",
        "rhombus.requests-per-second, 0"
    })
    void whatWouldNeverWorkStopsTheStart(String key, String value) {
        refuses(key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "timelapse.fps, 0",
        "timelapse.fps, 241",
        "timelapse.crf, 52",
        "timelapse.preset, quick",
        "timelapse.encoder, h264_magic",
        "capture.encoder, h264_magic",
        "capture.size, big",
        "capture.black-level, 255",
        "capture.black-share, 101",
        "capture.freeze-difference, none",
        "capture.quiet-volume, -1",
        "capture.stills-per-second, 0",
        "capture.webhook, ftp://host/",
        "capture.clips, maybe",
        "capture.stall, 0s",
        "timelapse.daylight, noon",
        "timelapse.frames-retention-days, -1",
        "timelapse.overlay, yes"
    })
    void whatIsOutOfBoundsStopsTheStart(String key, String value) {
        assertThatThrownBy(() -> check(key, value))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(key + " is \"" + value + "\"; it must be ");
    }

    @ParameterizedTest
    @CsvSource({
        "footage.alert-buffer, 0s",
        "footage.settle, 0s",
        "footage.heal-for, 0s",
        "jobs.lease, 15s",
        "clips.retention-days, 0",
        "timelapse.fps, 1",
        "timelapse.crf, 0",
        "timelapse.encoder, h264_vaapi",
        "capture.devices, '/dev/video0|plughw:2,0|capture1|10'",
        "capture.mask, '80%,0%,20%,10%;0,0,8,8'",
        "capture.black-share, 97.5",
        "capture.raise-after, 0s",
        "capture.webhook, https://host/hook",
        "timelapse.daylight, '47.37,8.54'",
        "timelapse.videos-retention-days, 0"
    })
    void theLeastIsAllowed(String key, String value) {
        assertThatCode(() -> check(key, value)).doesNotThrowAnyException();
    }

    @Test
    void aFirstPollThatLooksBackLessFarThanTheOthersIsRefused() {
        assertThatThrownBy(() -> check("footage.look-back", "9m"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("footage.look-back is \"9m\"; it must be at least footage.overlap, which is 10m");
        assertThatThrownBy(() -> check("footage.overlap", "2h"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("footage.look-back is \"1h\"; it must be at least footage.overlap, which is 2h");
        assertThatCode(() -> check("footage.look-back", "600s")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../elsewhere",
                "..",
                "<camera>/..",
                "<camera>/ .. /<date>",
                "./<camera>",
                "/volume1/footage",
                "C:/footage",
                "C:\\footage",
                "<camera>\\<date>",
                "<Camera>/<date>",
                "<camera>/<data>"
            })
    void aFolderOutsideOfTheFootageIsRefused(String folder) {
        assertThatThrownBy(() -> check("footage.folder", folder))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("footage.folder is \"" + folder + "\"; it must be a folder below <data>/footage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<camera>", "<date>/<uuid>", "site 1/<camera>..old/", "<camera>-<date>"})
    void aFolderOfTheFootageIsAllowed(String folder) {
        assertThatCode(() -> check("footage.folder", folder)).doesNotThrowAnyException();
    }

    @Test
    void theDefaultsAreRight() {
        assertThatCode(() -> Settings.current().check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "capture.devices, /dev/video0, must be video|audio|dir|fps",
        "capture.devices, /dev/video0||../up|10, must be the name of a directory",
        "capture.region, '1,2,3', is no rectangle",
        "capture.mask, everything, is no rectangle"
    })
    void whatCannotBeReadStopsTheStart(String key, String value, String why) {
        assertThatThrownBy(() -> check(key, value))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(key + " is \"" + value + "\"; ")
                .hasMessageContaining(why);
    }

    private static void refuses(String key, String value) {
        assertThatThrownBy(() -> check(key, value))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(key + " is \"" + value + "\"; it must be ")
                .hasMessageContaining("at least ");
    }

    private static void check(String key, String value) {
        System.setProperty(key, value);
        try {
            Settings.current().check();
        } finally {
            System.clearProperty(key);
        }
    }
}
