package dev.drover.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpegTest {

    @TempDir
    Path folder;

    private byte[] picture;

    @BeforeEach
    void take() throws IOException {
        FfmpegMedia.run(
                folder,
                List.of("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=322x242", "-frames:v", "1", "picture.jpg"));
        picture = Files.readAllBytes(folder.resolve("picture.jpg"));
    }

    private void refuses(byte[] bytes, String why) throws IOException {
        assertThatThrownBy(() -> Jpeg.of(bytes))
                .isInstanceOf(BrokenPictureException.class)
                .hasMessage(why);
        Path file = Files.write(folder.resolve("other.jpg"), bytes);
        assertThatThrownBy(() -> Jpeg.of(file))
                .isInstanceOf(BrokenPictureException.class)
                .hasMessage(why);
    }

    @Test
    void aWholePictureTellsItsSize() throws IOException {
        assertThat(Jpeg.of(picture)).isEqualTo(new Jpeg(322, 242));
        assertThat(Jpeg.of(folder.resolve("picture.jpg"))).isEqualTo(new Jpeg(322, 242));
    }

    @Test
    void zerosBehindTheEndAreAllowedHoweverMany() throws IOException {
        for (int zeros : new int[] {1, 511, 5000, 60_000}) {
            byte[] filled = Arrays.copyOf(picture, picture.length + zeros);
            assertThat(Jpeg.of(filled)).isEqualTo(new Jpeg(322, 242));
            assertThat(Jpeg.of(Files.write(folder.resolve("filled.jpg"), filled)))
                    .isEqualTo(new Jpeg(322, 242));
        }
    }

    @Test
    void theSizeIsFoundBehindLongTextsToo() throws IOException {
        // An application's segment of 60,000 bytes, twice
        byte[] text = new byte[60_002];
        text[0] = (byte) 0xFF;
        text[1] = (byte) 0xE1;
        text[2] = (byte) (60_000 >> 8);
        text[3] = (byte) 60_000;
        byte[] longer = new byte[picture.length + 2 * text.length];
        System.arraycopy(picture, 0, longer, 0, 2);
        System.arraycopy(text, 0, longer, 2, text.length);
        System.arraycopy(text, 0, longer, 2 + text.length, text.length);
        System.arraycopy(picture, 2, longer, 2 + 2 * text.length, picture.length - 2);
        assertThat(Jpeg.of(longer)).isEqualTo(new Jpeg(322, 242));
        assertThat(Jpeg.of(Files.write(folder.resolve("long.jpg"), longer))).isEqualTo(new Jpeg(322, 242));
    }

    @Test
    void whatIsNoPictureIsSaid() throws IOException {
        refuses(new byte[0], "it is empty");
        refuses("[{\"cmd\":\"Snap\"}]".getBytes(StandardCharsets.UTF_8), "it is no JPEG but JSON");
        refuses("<html>".getBytes(StandardCharsets.UTF_8), "it is no JPEG but a page");
        refuses(new byte[5000], "it is no JPEG");
        refuses(new byte[] {(byte) 0xFF}, "it is no JPEG");
        refuses(Arrays.copyOf(picture, picture.length - 1), "it is cut off, after " + (picture.length - 1) + " bytes");
        refuses(Arrays.copyOf(picture, 700), "it is cut off, after 700 bytes");
        byte[] small = Arrays.copyOf(picture, 700);
        small[698] = (byte) 0xFF;
        small[699] = (byte) 0xD9;
        refuses(small, "it has only 700 bytes");
        byte[] hollow = picture.clone();
        int scan = 0;
        while ((hollow[scan] & 0xFF) != 0xFF || (hollow[scan + 1] & 0xFF) != 0xDA) {
            scan++;
        }
        Arrays.fill(hollow, scan, hollow.length - 2, (byte) 0);
        refuses(hollow, "it has no picture in it");
        hollow = new byte[2000];
        System.arraycopy(picture, 0, hollow, 0, 20);
        hollow[1998] = (byte) 0xFF;
        hollow[1999] = (byte) 0xD9;
        refuses(hollow, "it has no picture in it");
    }
}
