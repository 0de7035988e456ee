package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipSite;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TidyClipsTest extends ClipTest {

    @Test
    void whatIsHeldForNoClipIsLetGoAtTheStart() {
        eventually()
                .until(() -> java.nio.file.Files.notExists(
                        clips.data().resolve(".drover/clips").resolve(ClipSite.LEFT_OVER)));
        assertThat(clips.data().resolve(".drover/clips").resolve(ClipSite.ACCEPTING))
                .exists();
    }
}
