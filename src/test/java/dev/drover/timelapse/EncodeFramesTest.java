package dev.drover.timelapse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.TimelapsePictures;

import static org.assertj.core.api.Assertions.assertThat;

/** What an encode does with pictures that look whole and are not. */
@QuarkusTest
class EncodeFramesTest extends StitchLab {

    /** A whole JPEG, of a kind that FFmpeg does not know. */
    static void obscure(Path picture) throws Exception {
        byte[] bytes = Files.readAllBytes(picture);
        int frame = 0;
        while ((bytes[frame] & 0xFF) != 0xFF || (bytes[frame + 1] & 0xFF) != 0xC0) {
            frame++;
        }
        bytes[frame + 1] = (byte) 0xC9;
        Files.write(picture, bytes);
    }

    @Test
    void whatCannotBeDecodedIsNamedAndLeftOut() throws Exception {
        List<Path> pictures = TimelapsePictures.take(
                folder.resolve("frames/ch0_Gate"), LocalDateTime.parse("2026-11-20T12:00:00"), 12);
        obscure(pictures.get(0));
        obscure(pictures.get(5));
        obscure(pictures.get(11));
        String told = stitch(1, 24);
        assertShows(TimelapsePictures.decode(folder.resolve("videos/timelapse_ch0_Gate_2026-11-20.mp4")), 9, 24);
        for (int i : new int[] {0, 5, 11}) {
            assertThat(told).contains("ch0_Gate/" + pictures.get(i).getFileName() + ": it cannot be decoded");
        }
    }
}
