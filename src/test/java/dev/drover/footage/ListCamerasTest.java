package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.FlowTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ListCamerasTest extends FlowTest {

    @Test
    void aPollCostsOneRequest() {
        flow.awaitPolls();
        flow.simulator().log().clear();
        flow.awaitPolls();
        flow.awaitPolls();
        assertThat(flow.calls("camera/getMinimalCameraStateList")).hasSizeLessThanOrEqualTo(1);
    }
}
