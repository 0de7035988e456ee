package dev.drover.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.media.TrackTiming.Container;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SegmentTest {
    @TempDir
    static Path media;

    @TempDir
    Path folder;

    @BeforeAll
    static void generate() {
        FfmpegMedia.dashVideo(media, 7);
        FfmpegMedia.dashAudio(media, 7);
    }

    @Test
    void readsHeaders() {
        TrackTiming video = TrackTiming.ofInit(media.resolve("seg_init.mp4"));
        TrackTiming audio = TrackTiming.ofInit(media.resolve("seg_init_audio.hdr"));

        assertThat(video.container()).isEqualTo(Container.MP4);
        assertThat(video.kind()).isEqualTo(Kind.VIDEO);
        assertThat(video.codec()).isEqualTo("avc1");
        assertThat(video.timescale()).isEqualTo(12800);
        assertThat(audio).isEqualTo(new TrackTiming(Container.WEBM, 1, Kind.AUDIO, "A_OPUS", 1000, 0, 0));
    }

    @Test
    void measuresVideo() {
        TrackTiming timing = TrackTiming.ofInit(media.resolve("seg_init.mp4"));

        assertThat(timing.measure(media.resolve("seg_1.m4v"))).isEqualTo(measured(0, 2000));
        assertThat(timing.measure(media.resolve("seg_2.m4v"))).isEqualTo(measured(2000, 2000));
        assertThat(timing.measure(media.resolve("seg_4.m4v"))).isEqualTo(measured(6000, 1000));
    }

    @Test
    void measuresAudioWithoutHoles() {
        TrackTiming timing = TrackTiming.ofInit(media.resolve("seg_init_audio.hdr"));
        Duration end = Duration.ZERO;
        for (int i = 1; i <= 4; i++) {
            Measured measured = timing.measure(media.resolve("seg_" + i + ".webm"));
            assertThat(measured.decodeTime().minus(end).abs()).isLessThanOrEqualTo(Duration.ofMillis(20));
            assertThat(WebmSegment.measure(media.resolve("seg_" + i + ".webm"))).isEqualTo(measured);
            end = measured.decodeTime().plus(measured.duration());
        }
        assertThat(end).isBetween(Duration.ofMillis(6980), Duration.ofMillis(7040));
    }

    @Test
    void measuresAClusterOfUnknownSize() throws IOException {
        byte[] segment = Files.readAllBytes(media.resolve("seg_2.webm"));
        int sizeLength = Integer.numberOfLeadingZeros(segment[4] & 0xFF) - 23;
        byte[] unknownSize = bytes(1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
        ByteBuffer unknown = ByteBuffer.allocate(segment.length + 8 - sizeLength);
        unknown.put(segment, 0, 4).put(unknownSize).put(segment, 4 + sizeLength, segment.length - 4 - sizeLength);

        assertThat(WebmSegment.measure(write(unknown.array())))
                .isEqualTo(WebmSegment.measure(media.resolve("seg_2.webm")));
    }

    @Test
    void readsTheLengthOfTheLastBlockFromABlockGroup() throws IOException {
        byte[] cluster = bytes(
                0x1F, 0x43, 0xB6, 0x75, 0x94, 0xE7, 0x82, 0x07, 0xD0, // cluster of 20 bytes at 2000 ms
                0xA3, 0x85, 0x81, 0x00, 0x00, 0x80, 0xF8, // one Opus frame of 20 ms
                0xA0, 0x87, 0xA1, 0x85, 0x81, 0x00, 0x14, 0x00, 0xF8); // a group without a duration
        cluster[4] = (byte) (0x80 | cluster.length - 5);
        byte[] withDuration = Arrays.copyOf(cluster, cluster.length + 3);
        System.arraycopy(bytes(0x9B, 0x81, 60), 0, withDuration, cluster.length, 3);
        withDuration[4] += 3;
        withDuration[17] += 3;

        assertThat(WebmSegment.measure(write(cluster))).isEqualTo(measured(2000, 40));
        assertThat(WebmSegment.measure(write(withDuration))).isEqualTo(measured(2000, 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seg_2.m4v", "seg_2.webm"})
    void findsEverySortOfTruncation(String name) throws IOException {
        byte[] segment = Files.readAllBytes(media.resolve(name));
        TrackTiming timing = timing(name);
        Path file = folder.resolve("cut");
        for (int length = 0; length < segment.length; length += length < 1000 ? 1 : 997) {
            Files.write(file, Arrays.copyOf(segment, length));
            assertThatThrownBy(() -> timing.measure(file)).isInstanceOf(MediaException.class);
        }
        Files.write(file, Arrays.copyOf(segment, segment.length - 1));
        assertThatThrownBy(() -> timing.measure(file)).hasMessageContaining("cut off");
        Files.write(file, segment);
        assertThat(timing.measure(file).duration()).isPositive();
    }

    @Test
    void findsATruncationThatTheBoxSizeHides() throws IOException {
        byte[] segment = Files.readAllBytes(media.resolve("seg_2.m4v"));
        int data = new String(segment, StandardCharsets.ISO_8859_1).indexOf("mdat");
        ByteBuffer.wrap(segment).putInt(data - 4, 0);
        assertThat(timing("m4v").measure(write(segment))).isEqualTo(measured(2000, 2000));

        assertThatThrownBy(() -> timing("m4v").measure(write(Arrays.copyOf(segment, segment.length - 1))))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("its samples need");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Internal Server Error</body></html>",
                "{\"error\":true,\"errorMsg\":\"nope\"}",
                "Too many api requests",
            })
    void saysWhatIsThereInstead(String body) throws IOException {
        Path file = write(body.getBytes(StandardCharsets.UTF_8));
        String expected = body.isEmpty() ? "is empty" : "it begins with: " + body;

        assertThatThrownBy(() -> timing("m4v").measure(file)).hasMessageContaining(expected);
        assertThatThrownBy(() -> timing("webm").measure(file)).hasMessageContaining(expected);
        assertThatThrownBy(() -> TrackTiming.ofInit(file)).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> timing("m4v").measure(folder.resolve("absent")))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> timing("m4v").measure(folder)).isInstanceOf(MediaException.class);
    }

    @Test
    void refusesHeadersThatAreNone() {
        assertThatThrownBy(() -> TrackTiming.ofInit(media.resolve("seg_1.m4v"))).hasMessageContaining("no moov");
        assertThatThrownBy(() -> TrackTiming.ofInit(media.resolve("seg_1.webm")))
                .isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> timing("m4v").measure(media.resolve("seg_init.mp4")))
                .hasMessageContaining("no footage");
        assertThatThrownBy(() -> timing("webm").measure(media.resolve("seg_init_audio.hdr")))
                .isInstanceOf(MediaException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seg_2.m4v", "seg_2.webm", "seg_init.mp4", "seg_init_audio.hdr"})
    void survivesAnyDamage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(media.resolve(name));
        Path file = folder.resolve("damaged");
        Random random = new Random(42);
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            // Mostly in the headers, where it hurts
            int reach = random.nextBoolean() ? Math.min(600, damaged.length) : damaged.length;
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged[random.nextInt(reach)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            }
            Files.write(file, damaged);
            try {
                Measured measured = timing(name).measure(file);
                new Coverage(Duration.ofSeconds(60)).add(Duration.ZERO, measured);
            } catch (MediaException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                TrackTiming.ofInit(file);
            } catch (MediaException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                Mp4File.read(file).tracks().forEach(Mp4File.Track::lead);
            } catch (MediaException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static TrackTiming timing(String name) {
        return TrackTiming.ofInit(
                media.resolve(name.endsWith("webm") || name.endsWith("hdr") ? "seg_init_audio.hdr" : "seg_init.mp4"));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("segment"), content);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Measured measured(long decodeMillis, long durationMillis) {
        return new Measured(Duration.ofMillis(decodeMillis), Duration.ofMillis(durationMillis));
    }
}
