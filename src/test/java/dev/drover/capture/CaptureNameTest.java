package dev.drover.capture;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureNameTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

    @Test
    void aNameIsTheTimeOfTheClockOnTheWall() {
        CaptureName name = CaptureName.of(Instant.parse("2026-11-22T05:01:33.987Z"), ZONE);
        assertThat(name.picture()).isEqualTo("capture_20261122060133.jpg");
        assertThat(name.numbered(3).picture()).isEqualTo("capture_20261122060133_3.jpg");
        assertThat(name.numbered(3).thumbnail()).isEqualTo("capture_20261122060133_3_thumbnail.jpg");
        assertThat(name.numbered(3).verdict()).isEqualTo("capture_20261122060133_3.json");
    }

    @Test
    void eachHourOfTheYearHasANameOfItsOwnAndTellsItsTime() {
        for (Instant hour = Instant.parse("2026-01-01T00:30:00Z");
                hour.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                hour = hour.plusSeconds(3600)) {
            CaptureName name = CaptureName.of(hour, ZONE);
            assertThat(CaptureName.ofPicture(name.picture())).contains(name);
            assertThat(name.instant(ZONE)).isEqualTo(hour);
        }
    }

    @Test
    void otherNamesAreNotOurs() {
        for (String name : new String[] {
            "capture_20261122060133_thumbnail.jpg",
            "capture_20261122060133.json",
            "capture_20261122060133_0.jpg",
            "capture_20261322060133.jpg",
            "capture_2026112206013.jpg",
            "test_capture_000001.jpg",
            "holiday.jpg",
            ".jpg",
            ""
        }) {
            assertThat(CaptureName.ofPicture(name)).as(name).isEmpty();
        }
        assertThat(CaptureName.ofThumbnail("capture_20261122060133_thumbnail.jpg"))
                .isPresent();
        assertThat(CaptureName.ofVerdict("capture_20261122060133.json")).isPresent();
    }
}
