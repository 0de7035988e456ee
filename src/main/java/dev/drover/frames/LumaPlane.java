package dev.drover.frames;

import java.util.Arrays;

/**
 * The brightness of a picture, small: of each block of 8x8 pixels its mean, and how many of its pixels are dark if they were counted;
 * and all pixels of some blocks, evenly spread. It does not change.
 */
public final class LumaPlane {

    /** Means are kept in eighths of a grey. */
    static final int EIGHTHS = 8;

    /** So many blocks are kept with all pixels, at most twice as many; of smaller pictures all are. */
    static final int SAMPLES = 800;

    private final int width;
    private final int height;
    private final int columns;
    private final int dark;
    private final int spacing;
    private final boolean detailed;
    /** Of each row of blocks: where its first sample is, -1 if it has none. */
    private final short[] firsts;
    /** Of each block, in eighths of a grey. */
    final short[] means;
    /** Of each block, of those pixels that are in the picture; {@code null} if they were not counted. */
    final byte[] darks;
    /** Of each sampled block its 64 pixels, row by row. */
    final byte[] samples;

    /**
     * @param dark the brightest grey that counts as dark
     * @param detailed whether there are samples; else there are means only
     * @param exact whether dark pixels are counted
     */
    LumaPlane(int width, int height, int dark, boolean detailed, boolean exact) {
        this.width = width;
        this.height = height;
        this.columns = (width + 7) / 8;
        this.dark = dark;
        this.detailed = detailed;
        int blocks = columns * rows();
        spacing = spacing(blocks);
        firsts = new short[rows()];
        for (int row = 0; row < firsts.length; row++) {
            // Each line of them begins elsewhere, lest they all miss, or all hit, a pattern in columns
            boolean any = detailed && row % spacing == 0 && row < height / 8;
            firsts[row] = (short) (any ? row / spacing * 2 % spacing : -1);
        }
        means = new short[blocks];
        darks = exact ? new byte[blocks] : null;
        samples = new byte[detailed ? sampleRows() * samplesInRow() * 64 : 0];
    }

    /**
     * Of a picture that was decoded by someone else.
     *
     * @param grey its pixels, 0 to 255, row by row
     * @param dark the brightest grey that counts as dark, 0 to 254
     */
    public static LumaPlane ofGrey(byte[] grey, int width, int height, int dark) {
        if (width < 1 || height < 1 || grey.length != (long) width * height) {
            throw new IllegalArgumentException(grey.length + " bytes are no grey picture of " + width + "x" + height);
        }
        LumaPlane plane = new LumaPlane(width, height, dark, true, true);
        for (int row = 0; row < plane.rows(); row++) {
            for (int column = 0; column < plane.columns; column++) {
                plane.put(column, row, grey);
            }
        }
        return plane;
    }

    private void put(int column, int row, byte[] grey) {
        int block = row * columns + column;
        int sample = sample(column, row);
        int sum = 0;
        for (int y = 0; y < pixelsDown(row); y++) {
            for (int x = 0; x < pixelsAcross(column); x++) {
                byte pixel = grey[(row * 8 + y) * width + column * 8 + x];
                sum += pixel & 0xFF;
                if ((pixel & 0xFF) <= dark) {
                    darks[block]++;
                }
                if (sample >= 0) {
                    samples[sample + y * 8 + x] = pixel;
                }
            }
        }
        int pixels = pixels(column, row);
        means[block] = (short) ((sum * EIGHTHS * 2 + pixels) / (pixels * 2));
    }

    /** Of the picture, in pixels. */
    public int width() {
        return width;
    }

    /** Of the picture, in pixels. */
    public int height() {
        return height;
    }

    /** In blocks; the last one may be narrower. */
    public int columns() {
        return columns;
    }

    /** In blocks; the last one may be lower. */
    public int rows() {
        return (height + 7) / 8;
    }

    /** The brightest grey that counts as dark. */
    public int dark() {
        return dark;
    }

    /** Whether it knows single pixels; a progressive picture is known by its means alone. */
    public boolean detailed() {
        return detailed;
    }

    /** The mean of a block, 0 to 255, exact to an eighth. */
    public double mean(int column, int row) {
        return (double) means[row * columns + column] / EIGHTHS;
    }

    /** Whether all its dark pixels were counted. */
    public boolean exact() {
        return darks != null;
    }

    boolean sameSize(LumaPlane other) {
        return width == other.width && height == other.height;
    }

    int pixelsAcross(int column) {
        return Math.min(8, width - column * 8);
    }

    int pixelsDown(int row) {
        return Math.min(8, height - row * 8);
    }

    int pixels(int column, int row) {
        return pixelsAcross(column) * pixelsDown(row);
    }

    private static int spacing(int blocks) {
        int spacing = 1;
        while (blocks / (spacing * spacing) > SAMPLES) {
            spacing++;
        }
        return spacing;
    }

    private int sampleRows() {
        return (height / 8 + spacing - 1) / spacing;
    }

    private int samplesInRow() {
        return (width / 8 + spacing - 1) / spacing;
    }

    /** The column of the first sample of this row; -1 if it has none. */
    int firstSample(int row) {
        return firsts[row];
    }

    /** From one sample to the next. */
    int spacing() {
        return spacing;
    }

    /** Where the pixels of this block begin in the samples; -1 if it is none of them. Only whole blocks are. */
    int sample(int column, int row) {
        int first = firsts[row];
        if (first < 0 || column < first || column >= width / 8 || (column - first) % spacing != 0) {
            return -1;
        }
        return (row / spacing * samplesInRow() + (column - first) / spacing) * 64;
    }

    /** How many pixels of a sample are dark. */
    int darkSample(int from) {
        int number = 0;
        for (int pixel = from; pixel < from + 64; pixel++) {
            if ((samples[pixel] & 0xFF) <= dark) {
                number++;
            }
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LumaPlane that
                && sameSize(that)
                && dark == that.dark
                && detailed == that.detailed
                && Arrays.equals(means, that.means)
                && Arrays.equals(darks, that.darks)
                && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(means);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
