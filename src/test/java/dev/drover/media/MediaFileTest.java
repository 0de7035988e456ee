package dev.drover.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.media.MediaFile.Container;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaFileTest {

    private static final Duration FRAME = Duration.ofMillis(40);

    @TempDir
    static Path folder;

    @BeforeAll
    static void record() {
        for (String name : List.of("one.mp4", "fragments.mp4", "one.ts", "one.mkv", "one.avi")) {
            make(name, "320x240", 2);
        }
        make("other.mp4", "320x240", 2);
        make("other.ts", "320x240", 2);
        make("larger.mp4", "640x480", 2);
        make("larger.ts", "640x480", 2);
    }

    /** Five seconds at 25 pictures a second with sound, a key frame every 2 s. */
    private static void make(String name, String size, int frames) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-f", "lavfi", "-i"));
        arguments.addAll(List.of("testsrc=s=" + size + ":r=25:d=5", "-f", "lavfi", "-i", "sine=d=5:r=48000"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50"));
        // Pictures out of order, where the container can say so
        arguments.addAll(List.of("-bf", name.endsWith("avi") ? "0" : "" + frames, "-sc_threshold", "0"));
        arguments.addAll(List.of("-c:a", name.endsWith("avi") ? "mp3" : "aac"));
        if (name.startsWith("fragments")) {
            arguments.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof"));
        }
        arguments.add(name);
        FfmpegMedia.run(folder, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.mp4", "fragments.mp4", "one.ts", "one.mkv", "one.avi"})
    void allContainersTellHowLongTheyAre(String name) {
        MediaFile file = MediaFile.read(folder.resolve(name));
        assertThat(file.duration())
                .isBetween(Duration.ofMillis(4999), Duration.ofSeconds(5).plus(FRAME));
        assertThat(file.streams()).extracting(MediaFile.Stream::codec).contains("h264");
        assertThat(file.video()).isTrue();
        assertThat(file.audio()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.mp4", "fragments.mp4"})
    void aCopyBeginsWithTheKeyFrameBeforeAMoment(String name) throws IOException {
        assertThat(copiedFrom(name, 0)).isZero();
        assertThat(copiedFrom(name, 1900)).isZero();
        assertThat(copiedFrom(name, 2040)).isEqualTo(Duration.ofSeconds(2));
        assertThat(copiedFrom(name, 3999)).isEqualTo(Duration.ofSeconds(2));
        assertThat(copiedFrom(name, 60_000)).isEqualTo(Duration.ofSeconds(4));
    }

    private static Duration copiedFrom(String name, long millis) throws IOException {
        Mp4Joiner.Stretch stretch =
                new Mp4Joiner.Stretch(folder.resolve(name), Duration.ofMillis(millis), Optional.empty());
        return Mp4Joiner.join(List.of(stretch), folder.resolve("copied.mp4"))
                .get(0)
                .from();
    }

    @Test
    void aRecordingThatWasCutOffIsGoodUpToItsLastWholeFragment() throws IOException {
        Path cut = cut("fragments.mp4", 0.9);
        MediaFile file = MediaFile.read(cut);
        assertThat(file.container()).isEqualTo(Container.FRAGMENTED_MP4);
        assertThat(file.closed()).isFalse();
        assertThat(file.duration())
                .isBetween(
                        Duration.ofSeconds(4).minus(FRAME),
                        Duration.ofSeconds(4).plus(FRAME));
        assertThat(file.usable()).isLessThan(Files.size(cut));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.ts", "one.mkv"})
    void streamsThatWereCutOffAreGoodUpToThere(String name) throws IOException {
        assertThat(MediaFile.read(cut(name, 0.7)).duration()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.mp4", "one.avi"})
    void whatHasItsTablesAtTheEndIsLostWithThem(String name) throws IOException {
        Path cut = cut(name, 0.7);
        assertThatThrownBy(() -> MediaFile.read(cut)).isInstanceOf(MediaException.class);
    }

    @Test
    void whatIsNoMediaIsSaidToBeSo() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        Path text = Files.writeString(folder.resolve("text.mp4"), "<html>This is an error page of some kind</html>");
        Path zeros = Files.write(folder.resolve("zeros.ts"), new byte[4096]);
        assertThatThrownBy(() -> MediaFile.read(empty))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("empty");
        // What is in it is nobody's business
        assertThatThrownBy(() -> MediaFile.read(text))
                .isInstanceOf(MediaException.class)
                .hasMessage(text.getFileName() + " is no MP4, Matroska, AVI or MPEG transport stream");
        assertThatThrownBy(() -> MediaFile.read(zeros)).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> MediaFile.read(Path.of("/dev/null"))).hasMessageContaining("no file, but a pipe");
    }

    @Test
    void filesOfOneEncoderHaveOneShapeAndOthersAnother() {
        assertThat(shape("one.mp4")).isEqualTo(shape("other.mp4")).isEqualTo(shape("fragments.mp4"));
        assertThat(shape("one.ts")).isEqualTo(shape("other.ts"));
        assertThat(shape("larger.mp4")).isNotEqualTo(shape("one.mp4"));
        assertThat(shape("larger.ts")).isNotEqualTo(shape("one.ts"));
    }

    private static String shape(String name) {
        return MediaFile.read(folder.resolve(name)).shape();
    }

    private static Path cut(String name, double part) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        Path cut = folder.resolve("cut-" + part + "-" + name);
        return Files.write(cut, java.util.Arrays.copyOf(whole, (int) (whole.length * part)));
    }
}
