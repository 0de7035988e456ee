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
class MakeVideosTest extends TimelapseTest {

    @Test
    void aDayThatIsOverBecomesAVideoAndOneThatIsNotWaits() {
        Path video = timelapses().resolve("videos/timelapse_ch0_Yesterday_" + today().minusDays(1) + ".mp4");
        eventually().until(() -> Files.exists(video));
        StitchLab.assertShows(TimelapsePictures.decode(video), TimelapseSite.YESTERDAY, 24);
        assertThat(TimelapsePictures.names(timelapses().resolve("videos")))
                .noneMatch(name -> name.contains("ch1_Today"));
    }
}
