package dev.drover.timelapse;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchPictureTest extends NvrTest {

    @Test
    void aPictureIsCalledAfterTheTimeAtWhichItCame() {
        flow.awaitRounds(2);
        for (Path picture : flow.pictures()) {
            FrameName name = FrameName.parse(picture.getFileName().toString()).orElseThrow();
            assertThat(name.toString()).isEqualTo(picture.getFileName().toString());
        }
        assertThat(flow.folders()).contains("ch0_Front_Door", "ch1_Driveway", "ch2_Hof___Einfahrt_süd", "ch3_Garage");
    }
}
