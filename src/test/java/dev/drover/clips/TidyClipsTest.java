package dev.drover.clips;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipSite;
import dev.drover.testing.ClipTest;
import dev.drover.testing.RouteFile;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TidyClipsTest extends ClipTest {

    /** What a failure has left does not wait for the next start. */
    @Test
    void itIsLookedForAgainAndAgain() {
        RouteFile file = RouteFile.under(Path.of("routes")).stream()
                .filter(each -> each.id().equals("tidy-clips"))
                .findFirst()
                .orElseThrow();
        assertThat(file.fromParameter("period")).contains("600000");
        assertThat(file.fromParameter("repeatCount")).isEmpty();
    }

    @Test
    void whatIsHeldForNoClipIsLetGoAtTheStart() {
        eventually()
                .until(() -> java.nio.file.Files.notExists(
                        clips.data().resolve(".drover/clips").resolve(ClipSite.LEFT_OVER)));
        assertThat(clips.data().resolve(".drover/clips").resolve(ClipSite.ACCEPTING))
                .exists();
    }
}
