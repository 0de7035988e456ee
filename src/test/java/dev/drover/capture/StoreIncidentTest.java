package dev.drover.capture;

import java.nio.file.Files;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class StoreIncidentTest extends CaptureTest {

    @Test
    void thePicturesOfAnIncidentAreInTheBucketAndItSaysWhere() throws Exception {
        CaptureFlow.Directory directory = captures.blackout(Instant.parse("2026-11-22T05:00:00Z"));
        String folder = "alerts/freeze/" + directory.device() + "/20261122060000/";
        byte[] frame = eventually()
                .until(
                        () -> captures.webhook().stored().get("/bucket/virtualpytest/" + folder + "frame_0.jpg"),
                        stored -> stored != null);
        assertThat(frame).isEqualTo(Files.readAllBytes(directory.captures().resolve("capture_20261122060000.jpg")));
        JsonNode images = eventually()
                .until(
                        () -> captures.alerts("getAllAlerts?device_id=" + directory.device())
                                .json()
                                .path("alerts")
                                .path(0)
                                .path("metadata")
                                .path("r2_images"),
                        JsonNode::isObject);
        assertThat(images.path("original_r2_paths").path(0).asText()).isEqualTo(folder + "frame_0.jpg");
        assertThat(images.path("original_urls").path(0).asText())
                .isEqualTo("https://pictures.example/" + folder + "frame_0.jpg");
        assertThat(images.path("thumbnail_r2_paths").path(0).asText()).isEqualTo(folder + "thumb_0.jpg");
    }
}
