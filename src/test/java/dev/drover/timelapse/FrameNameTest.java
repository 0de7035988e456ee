package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

/** Names of pictures, and of the folders they are in. */
class FrameNameTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @TempDir
    Path folder;

    TimelapseFolders folders() {
        return folders(folder);
    }

    static TimelapseFolders folders(Path folder) {
        return new TimelapseFolders(settings(folder), data(folder));
    }

    static TimelapseSettings settings(Path folder, String... more) {
        List<String> all = new ArrayList<>(List.of("drover.data", folder.toString(), "timelapse.preset", "ultrafast"));
        all.addAll(List.of("timelapse.folder", folder.toString(), "timelapse.encoder", "libx264"));
        all.addAll(List.of(more));
        return Mappings.of(TimelapseSettings.class, all.toArray(String[]::new));
    }

    static DataFolder data(Path folder) {
        return new DataFolder(
                Mappings.of(DroverSettings.class, "drover.data", folder.toString(), "drover.zone", ZURICH.getId()));
    }

    private static String name(String instant) {
        return FrameName.of(Instant.parse(instant), ZURICH).toString();
    }

    @Test
    void aNameIsTheClockOnTheWall() {
        assertThat(name("2026-11-22T05:00:15.007Z")).isEqualTo("20261122_060015_007.jpg");
        assertThat(FrameName.parse("20261122_060015_007.jpg").orElseThrow().instant(ZURICH))
                .isEqualTo("2026-11-22T05:00:15.007Z");
    }

    @Test
    void whatIsNotNamedSoIsNotOurs() {
        assertThat(List.of(
                        "holiday.jpg",
                        ".20261122_060015_007.jpg.part",
                        "20261322_060015_007.jpg",
                        "20261122_060015_007.jpeg",
                        "20261122_060015_007_1.jpg",
                        "20261122_060015_007+9900.jpg",
                        "x20261122_060015_007.jpg"))
                .allMatch(name -> FrameName.parse(name).isEmpty());
    }

    @Test
    void theHourThatComesTwiceKeepsItsOrder() throws IOException {
        List<String> instants = List.of(
                "2026-10-25T00:59:59Z",
                "2026-10-25T00:59:59.500Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T01:59:59Z",
                "2026-10-25T02:00:00Z");
        List<String> names = instants.stream().map(FrameNameTest::name).toList();
        assertThat(names)
                .containsExactly(
                        "20261025_025959_000.jpg",
                        "20261025_025959_500.jpg",
                        "20261025_020000_000+0100.jpg",
                        "20261025_025959_000+0100.jpg",
                        "20261025_030000_000.jpg");
        for (int i = 0; i < names.size(); i++) {
            assertThat(FrameName.parse(names.get(i)).orElseThrow().instant(ZURICH))
                    .isEqualTo(instants.get(i));
            Files.createFile(folder.resolve(names.get(i)));
        }
        assertThat(folders().pictures(folder).stream().map(FrameName::toString)).containsExactlyElementsOf(names);
    }

    @Test
    void picturesOfOneMillisecondHaveNumbersAndAreNotOverwritten() throws IOException {
        Instant moment = Instant.parse("2026-11-22T05:00:15.007Z");
        for (int i = 0; i < 12; i++) {
            Files.createFile(folders().frame(folder, moment));
        }
        assertThat(folders().pictures(folder).stream().map(FrameName::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(folder.resolve("20261122_060015_007_12.jpg")).exists();
    }

    @Test
    void aChannelKeepsItsFolderWhateverItIsCalledLater() throws IOException {
        Path first = folders().channel("", 3, "Front Door/Süd");
        assertThat(first).isEqualTo(folder.resolve("frames/ch3_Front_Door_Süd"));
        Files.createDirectories(first);
        Files.createDirectories(folder.resolve("frames/ch30_Other"));
        assertThat(folders().channel("", 3, "Back Door")).isEqualTo(first);
        assertThat(folders().channel("garage", 3, "Back Door"))
                .isEqualTo(folder.resolve("garage/frames/ch3_Back_Door"));
        assertThat(folders().channel("", 4, "x".repeat(500)).getFileName().toString())
                .hasSize(184);
    }

    @Test
    void nvrsAreKnownByTheirFolders() throws IOException {
        assertThat(folders().nvrs()).isEmpty();
        Files.createDirectories(folder.resolve("frames/ch0_Gate"));
        Files.createDirectories(folder.resolve("garage/frames/ch1_Yard"));
        Files.createDirectories(folder.resolve("videos"));
        assertThat(folders().nvrs()).containsExactly("", "garage");
        assertThat(folders().channels("garage")).containsExactly(folder.resolve("garage/frames/ch1_Yard"));
    }

    @Test
    void picturesOfSomeDaysOnly() throws IOException {
        for (String name : List.of("20261121_235959_999.jpg", "20261122_000000_000.jpg", "x.jpg", "20261122.jpg")) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(folders().pictures(folder, TimelapseFolders.text(LocalDate.of(2026, 11, 22))::equals))
                .extracting(FrameName::toString)
                .containsExactly("20261122_000000_000.jpg");
    }
}
