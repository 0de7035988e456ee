package dev.drover.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class StillsTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, 0, 0, (byte) 0xFF, (byte) 0xD9};

    @TempDir
    private Path root;

    private Path folder;
    private Stills stills;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(root.resolve("capture1/captures"));
        restart();
    }

    /** A new Drover, which knows nothing of the one before. */
    private void restart() {
        if (stills != null) {
            stills.close();
        }
        CaptureSettings settings =
                Mappings.of(CaptureSettings.class, "capture.folder", root.toString(), "capture.host-name", "host");
        DataFolder data = new DataFolder(new DroverSettings() {
            @Override
            public Path data() {
                return root;
            }

            @Override
            public boolean dataMustExist() {
                return false;
            }

            @Override
            public Optional<String> zone() {
                return Optional.of("Europe/Zurich");
            }

            @Override
            public Optional<Path> routes() {
                return Optional.empty();
            }
        });
        CaptureFolders folders = new CaptureFolders(settings, data);
        stills = new Stills(
                folders, new Thumbnails(folders, new FfmpegCommands()), data, Clock.system(ZoneId.of("UTC")));
    }

    @AfterEach
    void stop() {
        stills.close();
    }

    private void still(int number, Instant finished) throws IOException {
        Path part = Files.write(root.resolve("part"), JPEG);
        Files.setLastModifiedTime(part, FileTime.from(finished));
        Files.move(part, folder.resolve("test_capture_" + number + ".jpg"));
    }

    /** All that is handed out until there are so many. */
    private List<CapturedFrame> take(int count) {
        List<CapturedFrame> taken = new ArrayList<>();
        eventually().until(() -> {
            List<CapturedFrame> some = stills.take("capture1");
            some.forEach(frame -> {
                stills.refuse(frame);
                taken.add(frame);
            });
            return taken.size() >= count;
        });
        return taken;
    }

    @Test
    void ofTwoHundredASecondNoneIsLostAndTheirOrderStays() throws IOException {
        Instant begin = Instant.parse("2026-11-22T05:00:00Z");
        int count = 2000;
        for (int i = 0; i < count; i++) {
            still(i, begin.plusMillis(5L * i));
        }
        List<CapturedFrame> taken = take(count);
        assertThat(taken).hasSize(count).isSorted();
        assertThat(taken).extracting(frame -> frame.name().picture()).doesNotHaveDuplicates();
        assertThat(taken.get(199).name().picture()).isEqualTo("capture_20261122060000_199.jpg");
        assertThat(taken.get(200).name().picture()).isEqualTo("capture_20261122060001.jpg");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(count);
        }
    }

    @Test
    void whatThereIsUnderANameIsNeverReplaced() throws IOException {
        Path there = Files.writeString(folder.resolve("capture_20261122060000.jpg"), "of somebody");
        still(1, Instant.parse("2026-11-22T05:00:00Z"));
        assertThat(take(1).get(0).name().picture()).isEqualTo("capture_20261122060000_1.jpg");
        assertThat(there).hasContent("of somebody");
    }

    @Test
    void aCrashBetweenTheTwoNamesOfAStillMakesNoSecondPicture() throws IOException {
        still(1, Instant.parse("2026-11-22T05:00:00Z"));
        Files.createLink(folder.resolve("capture_20261122060000.jpg"), folder.resolve("test_capture_1.jpg"));
        take(1);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("capture_20261122060000.jpg");
        }
    }

    @Test
    void whatWasHandedOutAndNotSeenIsHandedOutAgain() throws IOException {
        still(1, Instant.parse("2026-11-22T05:00:00Z"));
        List<CapturedFrame> first = new ArrayList<>();
        eventually().until(() -> {
            first.addAll(stills.take("capture1"));
            return !first.isEmpty();
        });
        assertThat(stills.take("capture1")).isEqualTo(first);
        stills.refuse(first.get(0));
        assertThat(stills.take("capture1")).isEmpty();
    }

    @Test
    void whatHasNoVerdictIsHandedOutAfterARestart() throws IOException {
        still(1, Instant.parse("2026-11-22T05:00:00Z"));
        still(2, Instant.parse("2026-11-22T05:00:01Z"));
        CapturedFrame seen = take(2).get(0);
        Files.writeString(seen.verdict(), "{}");
        restart();
        assertThat(take(1)).extracting(frame -> frame.name().picture()).containsExactly("capture_20261122060001.jpg");
    }
}
