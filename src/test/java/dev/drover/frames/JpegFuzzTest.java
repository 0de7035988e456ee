package dev.drover.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is in a file: it is read, or one of the two exceptions says why not. {@code bench/frames} does it a million times. */
class JpegFuzzTest {

    private static final int FILES = 20_000;

    @Test
    void brokenFilesEndInOneOfTwoWays() {
        List<byte[]> files = new ArrayList<>();
        for (int seed = 0; seed < 12; seed++) {
            JpegMaker maker = new JpegMaker(seed);
            maker.restarts = seed % 3 == 0 ? 3 : 0;
            maker.progressive = seed % 4 == 1;
            maker.interleaved = seed % 5 != 2;
            maker.fillBytes = seed % 6 == 5 ? 2 : 0;
            maker.sampling = seed % 4 == 2 ? new int[][] {{1, 1}} : maker.sampling;
            files.add(maker.make());
        }
        JpegLuma reader = new JpegLuma(BlackMeasure.DARK);
        Random random = new Random(6);
        int read = 0;
        int broken = 0;
        int unusual = 0;
        for (int turn = 0; turn < FILES; turn++) {
            byte[] file = FramesBench.mutate(files, random);
            try {
                if (random.nextBoolean()) {
                    reader.readExactly(file);
                } else {
                    reader.read(file);
                }
                read++;
            } catch (BrokenPictureException end) {
                broken++;
            } catch (UnusualPictureException end) {
                unusual++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("turn " + turn, other);
            }
        }
        assertThat(read).isGreaterThan(FILES / 20);
        assertThat(broken).isGreaterThan(FILES / 20);
        assertThat(unusual).isGreaterThan(FILES / 200);
        // Nothing of them stays
        byte[] good = files.get(0);
        assertThat(reader.read(good)).isEqualTo(new JpegLuma(BlackMeasure.DARK).read(good));
    }
}
