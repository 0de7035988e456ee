package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class IndexSegmentsTest extends ClipTest {

    @Test
    void theStartTellsHowManySegmentsThereAre() {
        eventually().untilAsserted(() -> assertThat(clips.log()).containsPattern("Known: \\d+ recorded segments"));
    }
}
