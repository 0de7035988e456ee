package dev.drover.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

/** Black and freeze, from the cheap look at a JPEG and from all pixels that FFmpeg decodes of it. */
class MeasuresTest {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 344;
    private static final int PIXELS = WIDTH * HEIGHT;

    /** Within so many percent of the limit, roundings may decide. */
    private static final double BLACK_TOLERANCE = 0.3;

    /** The same in greys. */
    private static final double FREEZE_TOLERANCE = 0.05;

    private final BlackMeasure black = new BlackMeasure(BlackMeasure.LIMIT, PictureArea.ALL);
    private final FreezeMeasure freeze = new FreezeMeasure(FreezeMeasure.LIMIT, PictureArea.ALL);

    @TempDir
    Path folder;

    private List<byte[]> files;
    private List<LumaPlane> decoded;

    /** Writes them as FFmpeg's JPEGs, and lets FFmpeg decode those. */
    private void take(List<byte[]> pictures, int quality) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("pictures.grey"))) {
            for (byte[] picture : pictures) {
                out.write(picture);
            }
        }
        FfmpegMedia.run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "gray",
                        "-s",
                        WIDTH + "x" + HEIGHT,
                        "-i",
                        "pictures.grey",
                        "-pix_fmt",
                        "yuvj420p",
                        "-q:v",
                        String.valueOf(quality),
                        "%04d.jpg"));
        FfmpegMedia.run(
                folder, List.of("-v", "error", "-i", "%04d.jpg", "-pix_fmt", "gray", "-f", "rawvideo", "decoded.grey"));
        byte[] all = Files.readAllBytes(folder.resolve("decoded.grey"));
        assertThat(all).hasSize(pictures.size() * PIXELS);
        files = new ArrayList<>();
        decoded = new ArrayList<>();
        for (int number = 0; number < pictures.size(); number++) {
            files.add(Files.readAllBytes(folder.resolve(String.format("%04d.jpg", number + 1))));
            decoded.add(LumaPlane.ofGrey(
                    Arrays.copyOfRange(all, number * PIXELS, (number + 1) * PIXELS), WIDTH, HEIGHT, BlackMeasure.DARK));
        }
    }

    private static byte[] picture(Random random, int kind) {
        byte[] picture = new byte[PIXELS];
        int level = random.nextInt(40);
        double share = 0.9 + random.nextDouble() * 0.1;
        double noise = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 12;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double value =
                        switch (kind) {
                            // A dark gradient, to about the limit
                            case 0 -> 10 * x / (share * WIDTH) + noise / 20 * random.nextGaussian();
                            // Evenly grey
                            case 1 -> 7 + level % 7;
                            // Noise at night
                            case 2 -> level / 3.0 + noise * random.nextGaussian();
                            // Black with something smooth
                            case 3 -> y < share * HEIGHT ? 2 : 60 + level + x / 4.0;
                            // Nothing but noise
                            case 4 -> 100 + level + noise * 4 * random.nextGaussian();
                            // From black to white, with texture
                            case 7 -> 255.0 * x / WIDTH + noise * 2 * random.nextGaussian();
                            // Black bars on white, some narrower than a block
                            case 8 -> x % (5 + level) < 3 + level / 3 ? 4 : 180 + noise * random.nextGaussian();
                            default -> level / 8.0;
                        };
                picture[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        if (kind == 5 || kind == 6) {
            // White or grey strokes on black, as of letters: about as much as makes it no longer black
            double strokes = PIXELS * (1 - share) / 30;
            for (int stroke = 0; stroke < strokes; stroke++) {
                int at = random.nextInt(PIXELS - WIDTH * 12);
                for (int pixel = 0; pixel < 30; pixel++) {
                    int place = at + (kind == 5 ? pixel / 3 * WIDTH + pixel % 3 : pixel / 10 * WIDTH + pixel % 10);
                    picture[place] = (byte) (kind == 5 ? 255 : 40 + level * 4);
                }
            }
        }
        return picture;
    }

    @Test
    void blackIsWhatItWouldBeWithAllPixels() throws IOException {
        Random random = new Random(11);
        List<byte[]> pictures = new ArrayList<>();
        for (int number = 0; number < 315; number++) {
            pictures.add(picture(random, number % 9));
        }
        int blacks = 0;
        int near = 0;
        double far = 0;
        double farDim = 0;
        for (int quality : new int[] {2, 5}) {
            take(pictures, quality);
            FrameReader reader = new FrameReader(BlackMeasure.DARK, black);
            for (int number = 0; number < pictures.size(); number++) {
                Black seen = reader.read(files.get(number)).black();
                Black truth = black.of(decoded.get(number));
                String name = "picture " + number + " of kind " + number % 9 + " at quality " + quality;
                if (Math.abs(truth.percentage() - BlackMeasure.LIMIT) > BLACK_TOLERANCE) {
                    assertThat(seen.black()).as(name).isEqualTo(truth.black());
                } else {
                    near++;
                }
                double difference = Math.abs(seen.percentage() - truth.percentage());
                if (seen.dim()) {
                    farDim = Math.max(farDim, difference);
                } else {
                    assertThat(truth.black()).as(name).isFalse();
                    far = Math.max(far, difference);
                }
                blacks += truth.black() ? 1 : 0;
            }
        }
        // There is something of each
        assertThat(blacks).isBetween(100, 400);
        assertThat(near).isLessThan(60);
        System.getLogger("test")
                .log(System.Logger.Level.INFO, "black: {0}, near {1}, far {2}, dim {3}", blacks, near, far, farDim);
        // Counted, but for roundings; and estimated
        assertThat(farDim).isLessThan(2);
        assertThat(far).isLessThan(2);
    }

    @Test
    void frozenIsWhatItWouldBeWithAllPixels() throws IOException {
        Random random = new Random(12);
        List<byte[]> pictures = new ArrayList<>();
        for (int triple = 0; triple < 80; triple++) {
            byte[] first = picture(random, new int[] {4, 3, 0, 2, 6}[triple % 5]);
            double strength = random.nextDouble() * 3;
            int across = random.nextInt(WIDTH / 2);
            int box = 8 + random.nextInt(60);
            for (int turn = 0; turn < 3; turn++) {
                byte[] next = first.clone();
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    int x = pixel % WIDTH;
                    int y = pixel / WIDTH;
                    double more =
                            switch (triple / 5 % 4) {
                                // Still, with a camera's noise
                                case 0 -> strength * random.nextGaussian();
                                // It becomes brighter
                                case 1 -> strength * turn / 2;
                                // Something small moves
                                case 2 ->
                                    Math.abs(x - across - turn * 3) < box / 2 && Math.abs(y - 150) < box / 2 ? 60 : 0;
                                // Fine lines, one further each time: means tell nothing of them
                                default -> y % 40 < box / 8 && (x + turn) % 2 == 0 ? 4 * strength : 0;
                            };
                    next[pixel] = (byte) Math.max(0, Math.min(255, Math.round((next[pixel] & 0xFF) + more)));
                }
                pictures.add(next);
            }
        }
        int frozen = 0;
        int near = 0;
        double far = 0;
        for (int quality : new int[] {2, 5}) {
            take(pictures, quality);
            JpegLuma reader = new JpegLuma(BlackMeasure.DARK);
            for (int first = 0; first < pictures.size(); first += 3) {
                Freeze truth = freeze.of(false, decoded.get(first + 2), decoded.get(first + 1), decoded.get(first));
                List<Double> exact = exactly(first);
                Freeze seen = freeze.of(
                        false,
                        reader.read(files.get(first + 2)),
                        reader.read(files.get(first + 1)),
                        reader.read(files.get(first)));
                String name = "triple " + first / 3 + " of kind " + first / 15 % 4 + " at quality " + quality + ": "
                        + exact + " " + seen;
                boolean close = false;
                for (int pair = 0; pair < 3; pair++) {
                    double difference =
                            Math.abs(exact.get(pair) - seen.differences().get(pair));
                    far = Math.max(far, exact.get(pair) < 2 ? difference : 0);
                    assertThat(difference).as(name).isLessThan(0.05 + exact.get(pair) / 5);
                    close |= Math.abs(exact.get(pair) - FreezeMeasure.LIMIT) < FREEZE_TOLERANCE;
                }
                if (!close) {
                    boolean all = exact.stream().allMatch(difference -> difference < FreezeMeasure.LIMIT);
                    assertThat(seen.frozen()).as(name).isEqualTo(all);
                } else {
                    near++;
                }
                frozen += truth.frozen() ? 1 : 0;
            }
        }
        System.getLogger("test").log(System.Logger.Level.INFO, "frozen: {0}, near {1}, far {2}", frozen, near, far);
        assertThat(frozen).isBetween(20, 140);
        assertThat(near).isLessThan(40);
    }

    /** The three differences of all pixels. */
    private List<Double> exactly(int first) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve("decoded.grey"));
        List<Double> differences = new ArrayList<>();
        for (int[] pair : new int[][] {{2, 1}, {2, 0}, {1, 0}}) {
            long sum = 0;
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                sum += Math.abs((all[(first + pair[0]) * PIXELS + pixel] & 0xFF)
                        - (all[(first + pair[1]) * PIXELS + pixel] & 0xFF));
            }
            differences.add((double) sum / PIXELS);
        }
        return differences;
    }

    private static LumaPlane grey(int width, int height, int grey) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) grey);
        return LumaPlane.ofGrey(pixels, width, height, BlackMeasure.DARK);
    }

    @Test
    void aBlackPictureIsNotAlsoFrozen() {
        LumaPlane dark = grey(30, 20, 3);
        assertThat(black.of(dark)).isEqualTo(new Black(100, true, true));
        Freeze seen = freeze.of(true, dark, dark, dark);
        assertThat(seen.frozen()).isFalse();
        assertThat(seen.differences()).containsExactly(0.0, 0.0, 0.0);
        assertThat(freeze.of(false, dark, dark, dark).frozen()).isTrue();
    }

    @Test
    void allThreePairsHaveToBeAlike() {
        LumaPlane one = grey(30, 20, 100);
        LumaPlane two = grey(30, 20, 101);
        assertThat(freeze.of(false, one, one, two).frozen()).isFalse();
        assertThat(freeze.of(false, one, two, two).frozen()).isFalse();
        assertThat(freeze.of(false, one, two, one).differences()).containsExactly(1.0, 0.0, 1.0);
        assertThat(new FreezeMeasure(1, PictureArea.ALL)
                        .of(false, one, two, one)
                        .frozen())
                .isFalse();
        assertThat(new FreezeMeasure(1.01, PictureArea.ALL)
                        .of(false, one, two, one)
                        .frozen())
                .isTrue();
    }

    @Test
    void whatCannotBeComparedIsNotFrozen() {
        LumaPlane one = grey(30, 20, 100);
        assertThat(freeze.of(false, one, null, null)).isEqualTo(Freeze.UNKNOWN);
        assertThat(freeze.of(false, one, one, null)).isEqualTo(Freeze.UNKNOWN);
        assertThat(freeze.of(false, one, one, grey(30, 21, 100))).isEqualTo(Freeze.UNKNOWN);
        PictureArea nowhere = PictureArea.of("500,500,10,10", "");
        assertThat(new FreezeMeasure(0.5, nowhere).of(false, one, one, one)).isEqualTo(Freeze.UNKNOWN);
        assertThat(new BlackMeasure(95, nowhere).of(one)).isEqualTo(new Black(0, false, false));
        assertThatThrownBy(() -> freeze.difference(one, grey(30, 21, 1)))
                .hasMessage("30x20 and 30x21 are not of one size");
    }

    @Test
    void aClockBehindAMaskMovesNothing() {
        byte[] still = new byte[160 * 80];
        Arrays.fill(still, (byte) 90);
        byte[] later = still.clone();
        for (int x = 100; x < 160; x++) {
            later[5 * 160 + x] = (byte) 250;
        }
        LumaPlane one = LumaPlane.ofGrey(still, 160, 80, 10);
        LumaPlane two = LumaPlane.ofGrey(later, 160, 80, 10);
        assertThat(freeze.difference(one, two)).isEqualTo(60 * 160 / 12800.0, offset(1e-9));
        assertThat(new FreezeMeasure(0.5, PictureArea.of("", "100,0,60,8")).difference(one, two))
                .isZero();
        assertThat(new FreezeMeasure(0.5, PictureArea.of("0,0,50%,100%", "")).difference(one, two))
                .isZero();
    }

    @Test
    void onlyTheAreaIsBlackOrNot() {
        byte[] pixels = new byte[160 * 80];
        Arrays.fill(pixels, 0, 160 * 8, (byte) 200);
        LumaPlane plane = LumaPlane.ofGrey(pixels, 160, 80, 10);
        assertThat(black.of(plane)).isEqualTo(new Black(90, false, true));
        assertThat(new BlackMeasure(95, PictureArea.of("", "0,0,100%,8")).of(plane))
                .isEqualTo(new Black(100, true, true));
        assertThat(new BlackMeasure(90, PictureArea.ALL).of(plane).black()).isFalse();
        assertThat(new BlackMeasure(89.9, PictureArea.ALL).of(plane).black()).isTrue();
    }

    /** The mean of a block with a white dot in it is dark all the same, and that of one with black in it may be bright. */
    @Test
    void glyphsInDarkBlocksAreSeen() throws IOException {
        byte[] dots = new byte[PIXELS];
        byte[] holes = new byte[PIXELS];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            int x = pixel % WIDTH % 8;
            int y = pixel / WIDTH % 8;
            // 4 of 64, which is more than a black picture may have
            dots[pixel] = (byte) (x / 2 == 1 && y / 2 == 1 ? 100 : 0);
            holes[pixel] = (byte) (x < 4 ? 255 : 0);
        }
        take(List.of(dots, holes), 2);
        FrameReader usual = new FrameReader(BlackMeasure.DARK, black);
        FrameReader.Seen seen = usual.read(files.get(0));
        assertThat(seen.plane().mean(5, 5)).isLessThan(BlackMeasure.DARK);
        assertThat(seen.plane().exact()).isTrue();
        assertThat(seen.black().percentage())
                .isEqualTo(black.of(decoded.get(0)).percentage(), offset(0.1))
                .isLessThan(95);
        // Half of it is dark, though no block is: it is counted only where that could decide
        seen = new FrameReader(BlackMeasure.DARK, black).read(files.get(1));
        assertThat(seen.plane().exact()).isFalse();
        assertThat(seen.black().percentage()).isEqualTo(50, offset(0.1));
        seen = new FrameReader(BlackMeasure.DARK, new BlackMeasure(45, PictureArea.ALL)).read(files.get(1));
        assertThat(seen.plane().exact()).isTrue();
        assertThat(seen.black().black()).isTrue();
        // What was read before makes no difference
        assertThat(usual.read(files.get(1)).black().percentage()).isEqualTo(50, offset(0.1));
        assertThat(usual.read(files.get(1)).plane().exact()).isFalse();
    }

    /** An area without any sample is counted, as nothing else tells. */
    @Test
    void glyphsInASmallAreaAreSeen() throws IOException {
        byte[] dots = new byte[PIXELS];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            dots[pixel] = (byte) (pixel % WIDTH % 8 / 2 == 1 && pixel / WIDTH % 8 / 2 == 1 ? 255 : 0);
        }
        take(List.of(dots), 2);
        BlackMeasure small = new BlackMeasure(80, PictureArea.of("8,0,16,8", ""));
        LumaPlane plane = new JpegLuma(BlackMeasure.DARK).read(files.get(0));
        assertThat(plane.sample(1, 0)).isNegative();
        assertThat(plane.sample(2, 0)).isNegative();
        assertThat(small.of(plane).percentage()).isZero();
        Black seen =
                new FrameReader(BlackMeasure.DARK, small).read(files.get(0)).black();
        assertThat(seen.percentage())
                .isEqualTo(small.of(decoded.get(0)).percentage(), offset(2.0))
                .isGreaterThan(80);
        assertThat(seen.black()).isTrue();
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BlackMeasure(101, PictureArea.ALL)).hasMessageContaining("not 101");
        assertThatThrownBy(() -> new FreezeMeasure(Double.NaN, PictureArea.ALL)).hasMessageContaining("not NaN");
        assertThatThrownBy(() -> new JpegLuma(255)).hasMessageContaining("not 255");
        assertThatThrownBy(() -> LumaPlane.ofGrey(new byte[5], 2, 2, 10))
                .hasMessage("5 bytes are no grey picture of 2x2");
    }
}
