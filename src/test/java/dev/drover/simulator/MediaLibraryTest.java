package dev.drover.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaLibraryTest {

    @TempDir
    Path folder;

    private final List<List<String>> runs = new ArrayList<>();

    private int counted(List<String> arguments) {
        runs.add(arguments);
        return Ffmpeg.exitOf(arguments);
    }

    @Test
    void footageIsMadeOnceAndUsedAgain() throws IOException {
        MediaLibrary first = MediaLibrary.open(folder, this::counted);
        int made = runs.size();
        MediaLibrary second = MediaLibrary.open(folder, this::counted);
        assertThat(made).isPositive();
        assertThat(runs).hasSize(made);
        assertThat(second.video(1, 100, 7, 2)).isEqualTo(first.video(1, 100, 7, 2));
        assertThat(names()).hasSize(made).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aSpoiltFileIsMadeAgain() throws IOException {
        MediaLibrary first = MediaLibrary.open(folder, this::counted);
        int made = runs.size();
        for (String name : names()) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
        }
        MediaLibrary second = MediaLibrary.open(folder, this::counted);
        assertThat(runs).hasSize(2 * made);
        assertThat(second.videoInit(0)).isEqualTo(first.videoInit(0));
    }

    @Test
    void aGenerationThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> MediaLibrary.open(folder, arguments -> 137))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("137")
                .hasMessageContaining("look-0");
        assertThatThrownBy(() -> MediaLibrary.open(folder, arguments -> 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unusable");
        assertThat(names()).isEmpty();
    }

    @Test
    void whatKilledGenerationsLeftIsRemovedOnceItIsOld() throws IOException {
        Path old = Files.createFile(folder.resolve("look-0.mp4.1.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path young = Files.createFile(folder.resolve("look-0.mp4.2.part"));
        MediaLibrary.open(folder, this::counted);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void camerasLookDifferentAndMove() {
        MediaLibrary library = Ffmpeg.library();
        assertThat(library.video(0, 100, 0, 2)).isNotEqualTo(library.video(1, 100, 0, 2));
        assertThat(library.video(0, 100, 0, 2)).isNotEqualTo(library.video(0, 102, 0, 2));
        assertThat(library.video(0, 100, 0, 2)).isEqualTo(library.video(0, 160, 0, 2));
        assertThat(library.audio(0, 100, 0, 2)).isNotEqualTo(library.audio(1, 100, 0, 2));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
