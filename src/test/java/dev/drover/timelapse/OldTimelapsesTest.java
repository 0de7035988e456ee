package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.jobs.Stopping;
import dev.drover.testing.TimelapsePictures;

import static org.assertj.core.api.Assertions.assertThat;

class OldTimelapsesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Path frames;
    private Path videos;

    @BeforeEach
    void fill() throws IOException {
        frames = Files.createDirectories(folder.resolve("frames/ch0_Gate"));
        videos = Files.createDirectories(folder.resolve("videos"));
        for (String day : List.of("20261101", "20261119", "20261120", "20261121", "20261122")) {
            Files.write(frames.resolve(day + "_120000_000.jpg"), new byte[1000]);
        }
        Files.write(frames.resolve("holiday.jpg"), new byte[1000]);
        for (String name : List.of(
                "timelapse_ch0_Gate_2026-11-01.mp4",
                "timelapse_ch0_Gate_720p_2026-11-01.mp4",
                "timelapse_ch0_Gate_2026-11-01_2026-11-19.mp4",
                "timelapse_ch0_Gate_2026-11-21.mp4",
                "holiday_2026-11-01.mp4")) {
            Files.write(videos.resolve(name), new byte[1000]);
        }
    }

    private OldTimelapses.Removed remove(String... settings) {
        return new OldTimelapses(
                        FrameNameTest.folders(folder),
                        FrameNameTest.settings(folder, settings),
                        new Stopping(),
                        FrameNameTest.data(folder),
                        Clock.fixed(NOW, ZoneId.of("UTC")))
                .remove();
    }

    @Test
    void byDefaultNothingIsRemoved() {
        assertThat(remove()).isEqualTo(new OldTimelapses.Removed(0, 0, 0));
        assertThat(TimelapsePictures.names(frames)).hasSize(6);
        assertThat(TimelapsePictures.names(videos)).hasSize(5);
    }

    @Test
    void byAgeOnlyWhatIsOursAndOlder() {
        assertThat(remove("timelapse.frames-retention-days", "2", "timelapse.videos-retention-days", "3"))
                .isEqualTo(new OldTimelapses.Removed(2, 2, 4000));
        assertThat(TimelapsePictures.names(frames))
                .containsExactly(
                        "20261120_120000_000.jpg", "20261121_120000_000.jpg", "20261122_120000_000.jpg", "holiday.jpg");
        assertThat(TimelapsePictures.names(videos))
                .containsExactly(
                        "holiday_2026-11-01.mp4",
                        "timelapse_ch0_Gate_2026-11-01_2026-11-19.mp4",
                        "timelapse_ch0_Gate_2026-11-21.mp4");
    }

    @Test
    void byRoomTheOldestFirstButNotWhatIsStillNeeded() {
        assertThat(remove("timelapse.frames-room", "3500", "timelapse.videos-room", "1K")
                        .frames())
                .isEqualTo(2);
        assertThat(TimelapsePictures.names(frames))
                .doesNotContain("20261101_120000_000.jpg", "20261119_120000_000.jpg");
        assertThat(TimelapsePictures.names(videos))
                .containsExactly("holiday_2026-11-01.mp4", "timelapse_ch0_Gate_2026-11-21.mp4");
        assertThat(remove("timelapse.frames-room", "1").frames()).isOne();
        assertThat(TimelapsePictures.names(frames))
                .containsExactly("20261121_120000_000.jpg", "20261122_120000_000.jpg", "holiday.jpg");
    }

    @Test
    void picturesOfADayThatIsInNoVideoYetStay() throws IOException {
        Files.createDirectories(folder.resolve(".stitching/days/_/ch0_Gate/2026-11-01"));
        assertThat(remove("timelapse.frames-retention-days", "1").frames()).isEqualTo(2);
        assertThat(frames.resolve("20261101_120000_000.jpg")).exists();
    }

    @Test
    void whatAnEndedProcessHasLeftGoesAfterADay() throws IOException {
        Path abandoned = Files.createDirectories(folder.resolve(".stitching/once/old"));
        Path used = Files.createDirectories(folder.resolve(".stitching/once/used"));
        Path growing = Files.createFile(used.resolve("full.mp4"));
        FileTime old = FileTime.from(NOW.minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(abandoned, old);
        Files.setLastModifiedTime(used, old);
        Files.setLastModifiedTime(growing, FileTime.from(NOW.minusSeconds(1)));
        remove();
        assertThat(abandoned).doesNotExist();
        assertThat(growing).exists();
    }
}
