package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class WatchCaptureTest extends CaptureTest {

    @Test
    void picturesOfOneSecondAllSurviveInOrder() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        List<Path> pictures = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 5);
        Instant second = Instant.parse("2026-11-22T05:01:33Z");
        for (int i = 0; i < 5; i++) {
            directory.still(i + 1, pictures.get(i), second.plusMillis(100L * i));
        }
        directory.awaitVerdicts(5);
        List<String> names = List.of(
                "capture_20261122060133.jpg",
                "capture_20261122060133_1.jpg",
                "capture_20261122060133_2.jpg",
                "capture_20261122060133_3.jpg",
                "capture_20261122060133_4.jpg");
        assertThat(directory.names(".jpg")).containsExactlyElementsOf(names);
        for (int i = 0; i < 5; i++) {
            assertThat(Files.mismatch(directory.captures().resolve(names.get(i)), pictures.get(i)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void theRepeatedHourOverwritesNothingAndKeepsItsOrder() {
        CaptureFlow.Directory directory = captures.directory();
        List<Path> pictures = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 2);
        directory.still(1, pictures.get(0), Instant.parse("2026-10-25T00:30:00Z"));
        directory.still(2, pictures.get(1), Instant.parse("2026-10-25T01:30:00Z"));
        directory.awaitVerdicts(2);
        assertThat(directory.names(".jpg"))
                .containsExactlyInAnyOrder("capture_20261025023000.jpg", "capture_20261025023000+0100.jpg");
    }

    @Test
    void aHalfWrittenStillWaits() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        Path picture = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 1).get(0);
        byte[] bytes = Files.readAllBytes(picture);
        Path still = directory.captures().resolve("test_capture_000001.jpg");
        Files.write(still, Arrays.copyOf(bytes, bytes.length / 2));
        // Another one comes through meanwhile
        directory.still(2, picture, Instant.now());
        directory.awaitVerdicts(1);
        assertThat(still).exists();
        Files.write(still, bytes);
        directory.awaitVerdicts(2);
        assertThat(still).doesNotExist();
    }

    @Test
    void whatIsNoPictureIsToldOfAndHoldsUpNothing() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        Path broken = Files.write(
                Files.createTempFile("broken", ".jpg"),
                new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0xFF, (byte) 0xD9});
        directory.still(1, broken, Instant.parse("2026-11-22T05:00:00Z"));
        directory.still(2, CaptureFlow.black(), Instant.parse("2026-11-22T05:00:01Z"));
        directory.awaitVerdicts(1);
        eventually().until(() -> captures.log().contains("capture_20261122060000.jpg is left out"));
        assertThat(directory.names(".json")).containsExactly("capture_20261122060001.json");
    }
}
