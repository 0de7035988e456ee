package dev.drover.timelapse;

import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.TimelapsePictures;
import dev.drover.testing.TimelapseSite;
import dev.drover.testing.TimelapseTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FinishDayTest extends TimelapseTest {

    @Test
    void bothVideosOfADayAppearAndAreTold() {
        String day = today().minusDays(1) + ".mp4";
        Path small = timelapses().resolve("videos/timelapse_ch0_Yesterday_720p_" + day);
        eventually().until(() -> Files.exists(small));
        StitchLab.assertShows(TimelapsePictures.decode(small), TimelapseSite.YESTERDAY, 24);
        Path full = timelapses().resolve("videos/timelapse_ch0_Yesterday_" + day);
        eventually().untilAsserted(() -> assertThat(log())
                .contains("Written: " + full + " (" + TimelapseSite.YESTERDAY + " pictures)"));
    }
}
