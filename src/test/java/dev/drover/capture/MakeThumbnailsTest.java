package dev.drover.capture;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.frames.Jpeg;
import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class MakeThumbnailsTest extends CaptureTest {

    @Test
    void eachPictureHasOneOfItsOwn() throws Exception {
        CaptureFlow.Directory directory = captures.directory();
        Instant begin = Instant.parse("2026-11-22T05:00:00Z");
        List<Path> wide = CaptureFlow.pictures("testsrc2=s=640x360:r=1", 3);
        Path broken = java.nio.file.Files.write(
                java.nio.file.Files.createTempFile("broken", ".jpg"),
                new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0xFF, (byte) 0xD9});
        directory.still(0, wide.get(0), begin);
        directory.still(1, broken, begin.plusSeconds(1));
        directory.still(2, wide.get(2), begin.plusSeconds(2));
        eventually().until(() -> directory.names("_thumbnail.jpg"), names -> names.size() == 2);
        Jpeg thumbnail = Jpeg.of(directory.captures().resolve("capture_20261122060002_thumbnail.jpg"));
        assertThat(thumbnail).isEqualTo(new Jpeg(498, 280));
    }
}
