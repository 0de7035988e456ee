package dev.drover.frames;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

class JpegLumaTest {

    private static final int DARK = 10;

    @TempDir
    Path folder;

    private final JpegLuma reader = new JpegLuma(DARK);

    /** A picture with edges, colours and texture, and how FFmpeg decodes it. */
    private byte[] take(String size, String format, int quality) throws IOException {
        FfmpegMedia.run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=" + size + ",noise=alls=30:allf=t:all_seed=7,eq=brightness=-0.2",
                        "-frames:v",
                        "1",
                        "-pix_fmt",
                        format,
                        "-q:v",
                        String.valueOf(quality),
                        "picture.jpg"));
        return Files.readAllBytes(folder.resolve("picture.jpg"));
    }

    private LumaPlane decode(byte[] file, Jpeg size) throws IOException {
        Files.write(folder.resolve("decoded.jpg"), file);
        FfmpegMedia.run(
                folder,
                List.of("-v", "error", "-i", "decoded.jpg", "-pix_fmt", "gray", "-f", "rawvideo", "decoded.grey"));
        return LumaPlane.ofGrey(Files.readAllBytes(folder.resolve("decoded.grey")), size.width(), size.height(), DARK);
    }

    /** The same picture, but for roundings, and for what is beyond black and white in a block. */
    private static void same(LumaPlane read, LumaPlane decoded) {
        assertThat(read.toString()).isEqualTo(decoded.toString());
        double sum = 0;
        int darks = 0;
        int whole = 0;
        for (int row = 0; row < read.height() / 8; row++) {
            for (int column = 0; column < read.width() / 8; column++, whole++) {
                double difference = Math.abs(read.mean(column, row) - decoded.mean(column, row));
                assertThat(difference).as("%d,%d", column, row).isLessThan(8);
                sum += difference;
            }
        }
        for (int block = 0; block < read.darks.length; block++) {
            darks += Math.abs(read.darks[block] - decoded.darks[block]);
        }
        assertThat(sum).isLessThanOrEqualTo(4 + 0.4 * whole);
        assertThat((double) darks / (read.width() * read.height())).isLessThan(0.004);
        int far = 0;
        for (int pixel = 0; pixel < read.samples.length; pixel++) {
            far = Math.max(far, Math.abs((read.samples[pixel] & 0xFF) - (decoded.samples[pixel] & 0xFF)));
        }
        assertThat(far).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "322x242, yuvj420p, 5",
        "322x242, yuvj422p, 2",
        "322x242, yuvj444p, 31",
        "640x368, yuvj420p, 2",
        "1920x1080, yuvj420p, 5",
        "8x8, yuvj420p, 5",
        "18x10, yuvj420p, 5"
    })
    void itSeesWhatFfmpegDecodes(String size, String format, int quality) throws IOException {
        byte[] file = take(size, format, quality);
        LumaPlane read = reader.readExactly(file);
        same(read, decode(file, new Jpeg(read.width(), read.height())));
        assertThat(read.toString()).isEqualTo(size);
        assertThat(read.detailed()).isTrue();
    }

    @Test
    void aBlockIsItsMean() throws IOException {
        byte[] file = take("1920x1080", "yuvj420p", 5);
        FfmpegMedia.run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-i",
                        "picture.jpg",
                        "-vf",
                        "scale=iw/8:ih/8:flags=area,format=gray",
                        "-f",
                        "rawvideo",
                        "small.grey"));
        byte[] small = Files.readAllBytes(folder.resolve("small.grey"));
        LumaPlane read = reader.read(file);
        double sum = 0;
        double most = 0;
        for (int row = 0; row < 135; row++) {
            for (int column = 0; column < 240; column++) {
                double difference = Math.abs(read.mean(column, row) - (small[row * 240 + column] & 0xFF));
                sum += difference;
                most = Math.max(most, difference);
            }
        }
        System.getLogger("test").log(System.Logger.Level.INFO, "area: largest {0}, mean {1}", most, sum / small.length);
        assertThat(sum / small.length).isLessThan(0.5);
        assertThat(most).isLessThan(8);
    }

    private void made(long seed, Consumer<JpegMaker> change) {
        JpegMaker maker = new JpegMaker(seed);
        change.accept(maker);
        byte[] file = maker.make();
        LumaPlane read = reader.readExactly(file);
        assertThat(read.width()).isEqualTo(maker.width);
        assertThat(read.height()).isEqualTo(maker.height);
        LumaPlane truth = LumaPlane.ofGrey(maker.grey(), maker.width, maker.height, DARK);
        int different = 0;
        for (int row = 0; row < read.rows(); row++) {
            for (int column = 0; column < read.columns(); column++) {
                assertThat(read.mean(column, row)).isEqualTo(maker.mean(column, row), offset(1e-9));
                if (!maker.progressive) {
                    int block = row * read.columns() + column;
                    different += Math.abs(read.darks[block] - truth.darks[block]);
                }
            }
        }
        assertThat(different).isLessThanOrEqualTo(2 + maker.width * maker.height / 500);
        for (int pixel = 0; pixel < read.samples.length; pixel++) {
            assertThat(read.samples[pixel] & 0xFF).isCloseTo(truth.samples[pixel] & 0xFF, within(1));
        }
        // Skipping details must end where reading them does
        LumaPlane cheap = reader.read(file);
        assertThat(cheap.exact()).isFalse();
        assertThat(read.exact()).isNotEqualTo(maker.progressive);
        assertThat(cheap.means).isEqualTo(read.means);
        assertThat(cheap.samples).isEqualTo(read.samples);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyOrderlyFileIsRead(long seed) {
        Random random = new Random(seed);
        // Several with the same reader: nothing may stay from the one before
        for (int turn = 0; turn < 10; turn++) {
            made(seed * 100 + turn, maker -> {
                maker.width = 1 + random.nextInt(700);
                maker.height = 1 + random.nextInt(500);
                int[][][] samplings = {
                    {{1, 1}},
                    {{2, 2}},
                    {{1, 1}, {1, 1}, {1, 1}},
                    {{2, 1}, {1, 1}, {1, 1}},
                    {{1, 2}, {1, 1}, {1, 1}},
                    {{2, 2}, {1, 1}, {1, 1}},
                    {{4, 1}, {1, 1}, {1, 1}},
                    {{2, 2}, {2, 1}, {1, 2}},
                    {{3, 1}, {1, 1}, {2, 1}},
                };
                maker.sampling = samplings[random.nextInt(samplings.length)];
                maker.restarts = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0;
                maker.fillBytes = random.nextInt(4) == 0 ? random.nextInt(9) : 0;
                maker.interleaved = random.nextInt(4) != 0;
                maker.colourFirst = random.nextBoolean();
                maker.progressive = random.nextInt(4) == 0;
                maker.frame = random.nextBoolean() ? 0xC0 : 0xC1;
                maker.wideSteps = random.nextInt(5) == 0;
                maker.detail = new double[] {0, 0.02, 0.3, 1}[random.nextInt(4)];
                maker.brightness = random.nextInt(200);
                maker.spread = random.nextInt(150);
            });
        }
    }

    /** The maker's files are JPEGs to others, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMakerMakesJpegs(boolean progressive) throws IOException {
        JpegMaker maker = new JpegMaker(5);
        maker.width = 160;
        maker.height = 96;
        maker.restarts = progressive ? 0 : 7;
        maker.progressive = progressive;
        maker.detail = 0.02;
        byte[] file = maker.make();
        LumaPlane decoded = decode(file, new Jpeg(160, 96));
        LumaPlane truth = LumaPlane.ofGrey(maker.grey(), 160, 96, DARK);
        for (int pixel = 0; pixel < truth.samples.length; pixel++) {
            assertThat(decoded.samples[pixel] & 0xFF).isCloseTo(truth.samples[pixel] & 0xFF, within(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void greyAndProgressiveOnesOfAnotherEncoder(boolean progressive, boolean grey) throws IOException {
        BufferedImage image =
                new BufferedImage(333, 222, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < 222; y++) {
            for (int x = 0; x < 333; x++) {
                int value = Math.min(255, x / 2 + y / 4 + random.nextInt(40));
                image.setRGB(x, y, value << 16 | value << 8 | value);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        writer.setOutput(ImageIO.createImageOutputStream(out));
        writer.write(null, new IIOImage(image, null, null), settings);
        ((javax.imageio.stream.ImageOutputStream) writer.getOutput()).flush();
        writer.dispose();

        LumaPlane read = reader.read(out.toByteArray());
        assertThat(read.detailed()).isNotEqualTo(progressive);
        LumaPlane decoded = decode(out.toByteArray(), new Jpeg(333, 222));
        for (int row = 0; row < 27; row++) {
            for (int column = 0; column < 41; column++) {
                assertThat(read.mean(column, row)).isEqualTo(decoded.mean(column, row), offset(1.5));
            }
        }
    }

    @Test
    void whatIsUnusualIsLeftToOthers() throws IOException {
        byte[] file = take("64x64", "yuvj420p", 5);
        int frame = find(file, 0xC0);
        unusual(file, frame + 1, 0xC3, "it is coded in a rare way, c3");
        unusual(file, frame + 1, 0xC9, "it is coded in a rare way, c9");
        unusual(file, frame + 4, 12, "it has 12 bits a pixel");
        // The luminance coarser than a colour
        unusual(file, frame + 11, 0x11, "its colours are finer than its light", frame + 14, 0x22);
        unusual(
                file,
                frame + 10,
                'R',
                "its colours are red, green and blue",
                frame + 13,
                'G',
                frame + 16,
                'B',
                find(file, 0xDA) + 5,
                'R',
                find(file, 0xDA) + 7,
                'G',
                find(file, 0xDA) + 9,
                'B');
        unusual(file, frame + 5, 0xFF, "its size is 65280x65344", frame + 6, 0x40, frame + 7, 0xFF, frame + 8, 0);
        // As of a USB camera that sends no tables
        byte[] bare = file.clone();
        bare[find(file, 0xC4) + 1] = (byte) 0xE9;
        int next = find(bare, 0xC4);
        while (next >= 0) {
            bare[next + 1] = (byte) 0xE9;
            next = find(bare, 0xC4);
        }
        assertThatThrownBy(() -> reader.read(bare))
                .isInstanceOf(UnusualPictureException.class)
                .hasMessage("it has not all its Huffman tables");
        assertThat(reader.read(file).toString()).isEqualTo("64x64");
        JpegMaker four = new JpegMaker(1);
        four.sampling = new int[][] {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
        assertThatThrownBy(() -> reader.read(four.make()))
                .isInstanceOf(UnusualPictureException.class)
                .hasMessage("it has 4 colours");
    }

    private void unusual(byte[] file, int at, int value, String why, int... more) {
        byte[] other = file.clone();
        other[at] = (byte) value;
        for (int index = 0; index < more.length; index += 2) {
            other[more[index]] = (byte) more[index + 1];
        }
        assertThatThrownBy(() -> reader.read(other))
                .isInstanceOf(UnusualPictureException.class)
                .hasMessage(why);
    }

    /** The segment with this marker, from the file's begin to its pixels; -1 if there is none. */
    private static int find(byte[] file, int marker) {
        int at = 2;
        while (true) {
            int found = file[at + 1] & 0xFF;
            if (found == marker) {
                return at;
            }
            if (found == 0xDA) {
                return -1;
            }
            at += 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
        }
    }

    @Test
    void whatIsBrokenIsSaid() throws IOException {
        byte[] file = take("322x242", "yuvj420p", 5);
        broken(new byte[0], "it is empty");
        broken(new byte[2000], "it is no JPEG");
        broken(Arrays.copyOf(file, file.length / 2), "it is cut off, after " + file.length / 2 + " bytes");
        byte[] short1 = Arrays.copyOf(file, file.length / 2);
        short1[short1.length - 2] = (byte) 0xFF;
        short1[short1.length - 1] = (byte) 0xD9;
        broken(short1, "its pixels are damaged");
        byte[] flat = file.clone();
        flat[find(file, 0xC0) + 5] = 0;
        flat[find(file, 0xC0) + 6] = 0;
        broken(flat, "it says that its size is 322x0");
        byte[] huge = file.clone();
        huge[find(file, 0xC0) + 5] = 0x1F;
        huge[find(file, 0xC0) + 7] = 0x1F;
        broken(huge, "it is too short for a picture of 8002x8178");
        byte[] hollow = new byte[1000];
        System.arraycopy(file, 0, hollow, 0, 20);
        hollow[998] = (byte) 0xFF;
        hollow[999] = (byte) 0xD9;
        broken(hollow, "it is damaged at byte 20");
        byte[] none = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
        broken(none, "it has no picture in it");
    }

    /** Each cut of a file that got an end again; the last bits of one may be padding. */
    @Test
    void whatIsMissingIsNeverMadeUp() {
        JpegMaker maker = new JpegMaker(3);
        maker.width = 64;
        maker.height = 64;
        byte[] file = maker.make();
        for (int length = 3; length < file.length - 3; length++) {
            byte[] cut = Arrays.copyOf(file, length + 2);
            cut[length] = (byte) 0xFF;
            cut[length + 1] = (byte) 0xD9;
            assertThatThrownBy(() -> reader.read(cut))
                    .isInstanceOfAny(BrokenPictureException.class, UnusualPictureException.class);
        }
    }

    private void broken(byte[] file, String why) {
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOf(BrokenPictureException.class)
                .hasMessage(why);
    }
}
