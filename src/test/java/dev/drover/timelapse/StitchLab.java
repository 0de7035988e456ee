package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.TimelapsePictures.Video;
import dev.drover.testing.TimelapseSite;
import dev.drover.testing.TimelapseTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Pictures of one channel, and videos of them: by the route, or by the command of the packaged program. */
abstract class StitchLab extends TimelapseTest {

    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(data, "stitch");
    }

    /** Makes the videos; answers what is told meanwhile. */
    String stitch(int everyN, int fps) throws Exception {
        return getClass().isAnnotationPresent(QuarkusIntegrationTest.class)
                ? byCommand(everyN, fps)
                : byRoute(everyN, fps);
    }

    private String byRoute(int everyN, int fps) throws Exception {
        VideoStyle style = Arc.container()
                .instance(VideoStyles.class)
                .get()
                .wanted(Optional.of(everyN), Optional.empty(), Optional.of(fps), false, Optional.empty());
        try (var channels = Files.list(folder.resolve("frames"))) {
            Arc.container()
                    .instance(ProducerTemplate.class)
                    .get()
                    .requestBody(
                            "direct:stitch-channel",
                            new StitchOrder(
                                    channels.findFirst().orElseThrow(),
                                    folder.resolve("videos"),
                                    Optional.empty(),
                                    style),
                            StitchOutcome.class);
        }
        return log();
    }

    private String byCommand(int everyN, int fps) {
        DroverProcess stitched = DroverProcess.run(
                folder,
                Map.of(
                        "DATA_DIR",
                        folder.toString(),
                        "DROVER_ZONE",
                        TimelapseSite.ZONE.getId(),
                        "TIMELAPSE_PRESET",
                        "ultrafast"),
                "nvr",
                "stitch",
                "--every-n-frames",
                "" + everyN,
                "--fps",
                "" + fps);
        stitched.exitCode();
        return stitched.said();
    }

    static void assertShows(Video video, int pictures, int fps) {
        assertThat(video.times()).hasSize(pictures);
        for (int i = 0; i < pictures; i++) {
            assertThat(video.times().get(i)).isCloseTo(i / (double) fps, within(1e-6));
        }
        assertThat(video.contents()).doesNotHaveDuplicates();
    }
}
