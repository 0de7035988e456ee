package dev.drover.capture;

import java.time.Instant;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static dev.drover.testing.FootageFlow.eventually;

@QuarkusTest
class StoreEvidenceTest extends CaptureTest {

    @Test
    void aFreezeIsStoredWithItsThreePictures() {
        CaptureFlow.Directory directory = captures.directory();
        Instant start = Instant.parse("2026-11-22T05:00:00Z");
        for (int i = 0; i < 4; i++) {
            directory.still(i, CaptureFlow.pictures("testsrc2=s=320x240:r=1", 1).get(0), start.plusSeconds(i));
        }
        String folder = "/bucket/virtualpytest/alerts/freeze/" + directory.device() + "/20261122060000/";
        eventually().until(() -> captures.webhook()
                .stored()
                .keySet()
                .containsAll(java.util.List.of(
                        folder + "frame_0.jpg",
                        folder + "frame_1.jpg",
                        folder + "frame_2.jpg",
                        folder + "thumb_2.jpg")));
    }
}
