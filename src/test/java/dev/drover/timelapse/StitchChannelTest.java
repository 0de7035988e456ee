package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.TimelapsePictures;
import dev.drover.testing.TimelapsePictures.Video;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class StitchChannelTest extends StitchLab {

    private static final LocalDateTime NOON = LocalDateTime.parse("2026-11-20T12:00:00");

    private Path channel() {
        return folder.resolve("frames/ch0_Gate");
    }

    private Path video(String rest) {
        return folder.resolve("videos/timelapse_ch0_Gate_" + rest + ".mp4");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 24, 30, 60})
    void eachPictureIsThereOnceAtTheRateThatIsWanted(int fps) throws Exception {
        List<Path> pictures = TimelapsePictures.take(channel(), NOON, 99);
        Files.write(pictures.get(4), new byte[0]);
        byte[] whole = Files.readAllBytes(pictures.get(50));
        Files.write(pictures.get(50), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(pictures.get(98), "[{\"cmd\":\"Snap\",\"code\":1,\"error\":{\"rspCode\":-12}}]");

        String told = stitch(1, fps);

        assertShows(TimelapsePictures.decode(video("2026-11-20")), 96, fps);
        assertShows(TimelapsePictures.decode(video("720p_2026-11-20")), 96, fps);
        assertThat(told)
                .contains(
                        "Left out of the video: ch0_Gate/" + pictures.get(4).getFileName() + ": it is empty",
                        "ch0_Gate/" + pictures.get(50).getFileName() + ": it is cut off, after " + whole.length / 2
                                + " bytes",
                        "ch0_Gate/" + pictures.get(98).getFileName() + ": it is no JPEG but JSON");
        assertThat(TimelapsePictures.names(folder.resolve("videos"))).hasSize(2);
    }

    @Test
    void eachThirdIsTakenAndTheDaysAreInTheName() throws Exception {
        TimelapsePictures.take(channel(), NOON, Duration.ofHours(3), 10, 0, "320x240");
        stitch(3, 24);
        Video video = TimelapsePictures.decode(video("2026-11-20_2026-11-21"));
        assertShows(video, 4, 24);

        stitch(1, 24);
        Video all = TimelapsePictures.decode(video("2026-11-20_2026-11-21"));
        assertShows(all, 10, 24);
    }

    @Test
    void theSmallerVideoIsNeverTheLarger() throws Exception {
        TimelapsePictures.take(channel(), NOON, Duration.ofSeconds(15), 3, 0, "1921x1081");
        stitch(1, 24);
        assertThat(TimelapsePictures.decode(video("2026-11-20")).size()).isEqualTo("1920x1080");
        assertThat(TimelapsePictures.decode(video("720p_2026-11-20")).size()).isEqualTo("1280x720");

        TimelapsePictures.take(folder.resolve("other/frames/ch0_Gate"), NOON, 3);
        Files.walk(folder.resolve("frames")).filter(Files::isRegularFile).forEach(file -> file.toFile()
                .delete());
        for (String name : TimelapsePictures.names(folder.resolve("other/frames/ch0_Gate"))) {
            Files.move(
                    folder.resolve("other/frames/ch0_Gate").resolve(name),
                    channel().resolve(name));
        }
        stitch(1, 24);
        assertThat(TimelapsePictures.decode(video("2026-11-20")).size()).isEqualTo("320x240");
        assertThat(TimelapsePictures.decode(video("720p_2026-11-20")).size()).isEqualTo("320x240");
    }

    @Test
    void aVideoIsReplacedOnlyByAFinishedOne() throws IOException {
        Files.createDirectories(folder.resolve("videos"));
        Files.writeString(video("2026-11-20"), "the video of before");
        TimelapsePictures.take(channel(), NOON, 3).forEach(StitchChannelTest::empty);
        try {
            stitch(1, 24);
        } catch (Exception none) {
            assertThat(none).rootCause().hasMessage("none of its pictures is whole");
        }
        assertThat(video("2026-11-20")).hasContent("the video of before");
        assertThat(TimelapsePictures.names(folder.resolve("videos"))).hasSize(1);
    }

    private static void empty(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void picturesOfAllSizesAreInTheSizeOfMostWithTheirShape() throws Exception {
        TimelapsePictures.take(channel(), NOON, Duration.ofSeconds(15), 2, 0, "640x480");
        TimelapsePictures.take(channel(), NOON.plusMinutes(1), Duration.ofSeconds(15), 5, 2, "320x180");
        TimelapsePictures.take(channel(), NOON.plusMinutes(3), Duration.ofSeconds(15), 2, 7, "640x480");
        stitch(1, 24);
        Video video = TimelapsePictures.decode(video("2026-11-20"));
        assertThat(video.size()).isEqualTo("320x180");
        assertShows(video, 9, 24);
        assertThat(IntStream.range(0, 9).boxed().map(video.contents()::get).distinct())
                .hasSize(9);
    }
}
