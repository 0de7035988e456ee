package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerCamerasTest extends ClipTest {

    @Test
    void theCamerasAreTheFoldersOfTheSource() throws Exception {
        java.nio.file.Files.createDirectories(clips.source().resolve("a camera"));
        java.nio.file.Files.createDirectories(clips.source().resolve(".hidden"));
        assertThat(clips.get("/cameras").json().path("cameras"))
                .extracting(name -> name.asText())
                .contains("a camera", CAMERA)
                .doesNotContain(".hidden")
                .isSorted();
    }
}
