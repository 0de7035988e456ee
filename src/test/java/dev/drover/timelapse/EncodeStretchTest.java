package dev.drover.timelapse;

import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.TimelapsePictures;
import dev.drover.testing.TimelapseSite;
import dev.drover.testing.TimelapseTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class EncodeStretchTest extends TimelapseTest {

    @Test
    void mostOfADayIsEncodedBeforeItIsOver() {
        Path stretches = timelapses().resolve(".stitching/days/_/ch1_Today/" + today());
        eventually().until(() -> Files.exists(stretches.resolve("00000.txt")));
        StitchLab.assertShows(TimelapsePictures.decode(stretches.resolve("00000.mp4")), TimelapseSite.TODAY, 24);
        StitchLab.assertShows(TimelapsePictures.decode(stretches.resolve("00000_720p.mp4")), TimelapseSite.TODAY, 24);
    }
}
