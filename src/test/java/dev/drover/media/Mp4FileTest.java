package dev.drover.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Mp4FileTest {
    @TempDir
    static Path media;

    @BeforeAll
    static void generate() {
        FfmpegMedia.run(
                media,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=64x48:r=25:d=4",
                        "-itsoffset",
                        "1.5",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=r=48000:d=2",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-c:a",
                        "aac",
                        "-movflags",
                        "+faststart",
                        "fast.mp4"));
        FfmpegMedia.run(media, List.of("-v", "error", "-i", "fast.mp4", "-c", "copy", "-an", "slow.mp4"));
    }

    @Test
    void readsTracksAndEditLists() {
        Mp4File file = Mp4File.read(media.resolve("fast.mp4"));
        Mp4File.Track video = file.track(Kind.VIDEO).orElseThrow();
        Mp4File.Track audio = file.track(Kind.AUDIO).orElseThrow();

        assertThat(file.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(file.fastStart()).isTrue();
        assertThat(video.codec()).isEqualTo("avc1");
        assertThat(video.samples()).isEqualTo(100);
        assertThat(video.media()).isEqualTo(Duration.ofSeconds(4));
        assertThat(video.lead()).isZero();
        assertThat(audio.codec()).isEqualTo("mp4a");
        assertThat(audio.lead()).isBetween(Duration.ofMillis(1450), Duration.ofMillis(1500));
        assertThat(audio.duration()).isBetween(Duration.ofMillis(3490), Duration.ofMillis(3530));
    }

    @Test
    void seesWhereTheIndexLies() {
        Mp4File file = Mp4File.read(media.resolve("slow.mp4"));

        assertThat(file.fastStart()).isFalse();
        assertThat(file.track(Kind.AUDIO)).isEmpty();
        assertThat(Mp4File.duration(media.resolve("slow.mp4"))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void refusesWhatWasNeverFinished() {
        FfmpegMedia.dashVideo(media, 2);

        assertThatThrownBy(() -> Mp4File.read(media.resolve("seg_1.m4v")))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("no finished MP4");
    }
}
