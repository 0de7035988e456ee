package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.ClipFlow.wanted;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SendAnswerTest extends ClipTest {

    @Test
    void nothingOfTheRequestIsSentBack() {
        ClipFlow.Answer answer = clips.post("/clips?secret=1", wanted(CAMERA, MOMENT), "X-Secret", "x");
        assertThat(answer.http().headers().map().keySet())
                .isSubsetOf(
                        "Location", "location", "Content-Type", "content-type", "content-length", "transfer-encoding");
    }
}
