package dev.drover.clips;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerListTest extends ClipTest {

    @Test
    void theNewestComeFirstPageByPage() {
        String first =
                clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        String second =
                clips.awaitDone(clips.ask(CAMERA, MOMENT)).path("clip_id").asText();
        JsonNode page = clips.get("/clips?limit=1").json();
        assertThat(page.at("/clips/0/clip_id").asText()).isEqualTo(second);
        assertThat(page.path("clips").size()).isEqualTo(1);
        assertThat(page.path("next_offset").asInt()).isEqualTo(1);
        JsonNode next = clips.get("/clips?limit=1&offset=1").json();
        assertThat(next.at("/clips/0/clip_id").asText()).isEqualTo(first);
        assertThat(clips.get("/clips?limit=500").json().path("next_offset").isNull())
                .isTrue();
    }

    @Test
    void theyAreFoundByCameraStatusAndTime() {
        clips.record("list cam", java.time.LocalDateTime.parse("2025-09-07T10:00:00"));
        String id = clips.ask("list cam", "2025-09-07T10:00:02", "\"duration\":2");
        clips.awaitDone(id);
        assertThat(clips.get("/clips?camera_id=list%20cam&status=done").json().findValuesAsText("clip_id"))
                .containsExactly(id);
        assertThat(clips.get("/clips?camera_id=list+cam&status=failed")
                        .json()
                        .path("clips")
                        .size())
                .isZero();
        assertThat(clips.get("/clips?from=2025-09-07T10:00:02&to=2025-09-07T10:00:02.1")
                        .json()
                        .findValuesAsText("clip_id"))
                .containsExactly(id);
        assertThat(clips.get("/clips?from=2025-09-07T10:00:02.5").json().findValuesAsText("camera_id"))
                .as("a window ends before its end")
                .doesNotContain("list cam");
    }

    @Test
    void headersAreNoParameters() {
        ClipFlow.Answer answer = clips.get("/clips?limit=1", "From", "me@example.com", "Status", "lost");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void nonsenseIsRefused() {
        for (String query : new String[] {
            "limit=0",
            "limit=501",
            "offset=-1",
            "status=lost",
            "from=soon",
            "from=-300000-01-01T00:00:00Z",
            "to=-300000-01-01T00:00:00Z"
        }) {
            ClipFlow.Answer answer = clips.get("/clips?" + query);
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.json().at("/detail/0/loc/0").asText()).isEqualTo("query");
        }
    }
}
