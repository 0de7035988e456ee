package dev.drover.clips;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerMetricsTest extends ClipTest {

    @Test
    void theMetricsOfThePredecessorAreThere() {
        clips.awaitDone(clips.ask(CAMERA, MOMENT));
        ClipFlow.Answer answer = clips.get("/metrics");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        for (String status : new String[] {"started", "success"}) {
            assertThat(answer.text())
                    .containsPattern("clip_requests_total\\{camera_id=\"cam1\",status=\"" + status + "\",?} [1-9]");
        }
        assertThat(answer.text()).contains("clip_requests_total{camera_id=\"cam1\",status=\"failed\"");
        for (String bound : new String[] {"0.1", "0.5", "1.0", "2.0", "5.0", "10.0", "30.0", "60.0", "120.0", "+Inf"}) {
            assertThat(answer.text()).contains("clip_latency_seconds_bucket{le=\"" + bound + "\"");
        }
        assertThat(answer.text().lines().filter(line -> line.startsWith("clip_latency_seconds_bucket")))
                .hasSize(10);
        assertThat(answer.text()).contains("clip_queue_depth ", "clip_errors_total{error_type=\"ffmpeg_failed\"");
    }

    @Test
    void everyKindOfFailureIsCountedFromZero() {
        String text = clips.get("/metrics").text();
        for (String type : new String[] {
            "api_error", "processing_failed", "processing_exception", "ffmpeg_timeout", "ffmpeg_failed"
        }) {
            assertThat(text).contains("clip_errors_total{error_type=\"" + type + "\"");
        }
        assertThat(text.lines().filter(line -> line.startsWith("clip_errors_total{")))
                .hasSize(5);
    }
}
