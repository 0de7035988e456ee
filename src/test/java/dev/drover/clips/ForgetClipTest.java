package dev.drover.clips;

import java.time.LocalDateTime;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ForgetClipTest extends ClipTest {

    @Test
    void aClipThatWasDeletedWhileItWasMadeIsForgotten() {
        clips.recordMinute("forgotten", LocalDateTime.parse("2025-08-05T10:00:00"));
        String id = clips.ask("forgotten", "2025-08-05T10:00:05", "\"duration\":10", "\"cut\":\"exact\"");
        ClipFlow.ffmpegOf(id);
        clips.jobs().remove("clip:" + id);
        // It is made, for nobody has told FFmpeg
        eventually().untilAsserted(() -> assertThat(clips.log().lines())
                .anyMatch(line -> line.contains("Written: ") && line.contains(id)));
        eventually().untilAsserted(() -> assertThat(FootageFlow.below(clips.data()))
                .noneMatch(file -> file.toString().contains(id)));
    }
}
