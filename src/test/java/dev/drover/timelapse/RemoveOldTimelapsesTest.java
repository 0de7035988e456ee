package dev.drover.timelapse;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.TimelapsePictures;
import dev.drover.testing.TimelapseTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class RemoveOldTimelapsesTest extends TimelapseTest {

    @Test
    void picturesGoWhenTheyHaveBeenKeptForSoManyDays() {
        LocalDate stays = today().minusDays(3);
        eventually().untilAsserted(() -> assertThat(
                        TimelapsePictures.names(timelapses().resolve("frames/ch2_Old")))
                .containsExactly(DateTimeFormatter.BASIC_ISO_DATE.format(stays) + "_120000_000.jpg"));
        assertThat(TimelapsePictures.names(timelapses().resolve("frames/ch0_Yesterday")))
                .hasSize(dev.drover.testing.TimelapseSite.YESTERDAY);
        eventually().untilAsserted(() -> assertThat(log())
                .contains("Removed what is not kept any longer: 1 picture and 0 videos"));
    }
}
