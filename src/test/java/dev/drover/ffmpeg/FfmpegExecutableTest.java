package dev.drover.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisabledOnOs(OS.WINDOWS)
class FfmpegExecutableTest {
    @TempDir
    Path folder;

    private Path set;
    private Path onPath;
    private Path bundled;

    @BeforeEach
    void install() throws IOException {
        set = program("set/my-ffmpeg", true);
        onPath = program("path/ffmpeg", true);
        bundled = program("bundle/ffmpeg-amd64", false);
    }

    @Test
    void takesTheSettingThenThePathThenTheBundle() {
        assertThat(find(Optional.of(set.toString()), "path", "bundle")).isEqualTo(set.toString());
        assertThat(find(Optional.of("my-ffmpeg"), "set", "bundle")).isEqualTo(set.toString());
        assertThat(find(Optional.empty(), "path", "bundle")).isEqualTo(onPath.toString());
        assertThat(find(Optional.of(" "), "set", "bundle")).isEqualTo(bundled.toString());
        assertThat(bundled).isExecutable();
    }

    @Test
    void saysWhatToDo() {
        assertThatThrownBy(() -> find(Optional.empty(), "set", "absent"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("Install FFmpeg")
                .hasMessageContaining("ffmpeg.executable");
        assertThatThrownBy(() -> find(Optional.of("/absent/ffmpeg"), "path", "bundle"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("ffmpeg.executable is /absent/ffmpeg");
        assertThatThrownBy(() -> find(Optional.of("absent"), "path", "bundle"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("not on the PATH");
    }

    private String find(Optional<String> setting, String path, String bundle) {
        String search = folder.resolve("nothing") + File.pathSeparator + folder.resolve(path);
        return new FfmpegExecutable(
                        setting,
                        Optional.of(search),
                        Optional.of(folder.resolve(bundle).toString()))
                .path();
    }

    private Path program(String name, boolean executable) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(executable)).isTrue();
        return file;
    }
}
