package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.testing.CaptureFlow;
import dev.drover.testing.DroverProcess;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The commands of a capture host, and the service with a device, as a user starts them. */
class CaptureCommandIT {

    @TempDir
    private Path folder;

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new java.util.HashMap<>(Map.of(
                "CAPTURE_FOLDER", folder.resolve("stream").toString(),
                "CAPTURE_HOST_NAME", "host",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "API_PORT", "0"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void analyzePrintsTheVerdictOfAPicture() throws Exception {
        Path captures = Files.createDirectories(folder.resolve("stream/capture1/captures"));
        Path picture = Files.copy(CaptureFlow.black(), captures.resolve("capture_20261122060000.jpg"));
        DroverProcess ran =
                DroverProcess.run(folder, Map.of(), "capture", "analyze", picture.toString(), "host", "device1");
        assertThat(ran.exitCode()).as(ran.said()).isZero();
        JsonNode verdict = new ObjectMapper().readTree(ran.out());
        assertThat(verdict.path("blackscreen").asBoolean()).isTrue();
        assertThat(verdict.path("device_id").asText()).isEqualTo("device1");
        assertThat(folder.resolve("data")).as("it leaves no trace").doesNotExist();

        DroverProcess none = DroverProcess.run(folder, Map.of(), "capture", "analyze", "nothing.jpg");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("nothing.jpg does not exist");
        Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
        DroverProcess refused = DroverProcess.run(folder, Map.of(), "capture", "analyze", broken.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("broken.jpg cannot be looked at: it is no JPEG")
                .doesNotContain("\tat ");
    }

    @Test
    void cleanRemovesWhatIsOldAndFirstTellsIfAsked() throws Exception {
        Path captures = Files.createDirectories(folder.resolve("stream/capture1/captures"));
        Path old = Files.copy(CaptureFlow.black(), captures.resolve("capture_20261122060000.jpg"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        DroverProcess told = DroverProcess.run(folder, settings(), "capture", "clean", "--dry-run");
        assertThat(told.exitCode()).as(told.said()).isZero();
        assertThat(told.out()).contains("would go  " + old).contains("Would go: 1 file of capture1");
        assertThat(old).exists();
        assertThat(DroverProcess.run(folder, settings(), "capture", "clean").exitCode())
                .isZero();
        assertThat(old).doesNotExist();

        DroverProcess without = DroverProcess.run(folder, Map.of(), "capture", "clean");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("There are no captures");
    }

    @Test
    void aKilledDroverLeavesNoSecondFfmpegAndAStoppedOneAWholeSegment() throws Exception {
        Path directory = folder.resolve("stream/capture1");
        Map<String, String> settings = settings(
                "CAPTURE_DEVICES", "lavfi:color=black:s=320x240:r=10|lavfi:sine|capture1|10|encoder=libx264",
                "CAPTURE_RAISE_AFTER", "1s");
        Path playlist = directory.resolve("output.m3u8");
        String before;
        try (DroverProcess first = DroverProcess.start(folder, settings)) {
            first.awaitWords("Incident: blackscreen of device1 since");
            before = eventually().until(() -> blackscreen(directory), id -> !id.isEmpty());
            eventually().until(() -> Files.exists(playlist));
            // Drover alone: its FFmpeg goes on
            first.killAlone();
        }
        assertThat(ffmpegs(directory)).hasSize(1);
        try (DroverProcess second = DroverProcess.start(folder, settings)) {
            second.awaitWords("capture1: the FFmpeg of an earlier Drover was ended");
            second.awaitWords("capture1 is recorded");
            eventually().until(() -> ffmpegs(directory).size() == 1);
            Instant now = Instant.now();
            eventually()
                    .until(() -> Files.getLastModifiedTime(playlist).toInstant().isAfter(now));
            // It has been looked at since, and is the same
            eventually()
                    .until(() -> CaptureFlow.json(directory.resolve("incidents.json"))
                                    .path("active_incidents")
                                    .path("blackscreen")
                                    .path("last_updated")
                                    .asText()
                                    .compareTo(now.toString())
                            > 0);
            assertThat(blackscreen(directory)).isEqualTo(before);
            second.terminate().exitCode();
        }
        assertThat(ffmpegs(directory)).isEmpty();
        assertThat(Files.readString(playlist)).endsWith("#EXT-X-ENDLIST\n");
    }

    /** The id of the incident that lasts; empty for none. */
    private static String blackscreen(Path directory) {
        return CaptureFlow.json(directory.resolve("incidents.json"))
                .path("active_incidents")
                .path("blackscreen")
                .path("alert_id")
                .asText();
    }

    private static List<ProcessHandle> ffmpegs(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> FfmpegCommands.isCapture(Arrays.asList(arguments), directory))
                        .isPresent())
                .toList();
    }
}
