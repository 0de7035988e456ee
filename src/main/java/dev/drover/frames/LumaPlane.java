package dev.drover.frames;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The brightness of a picture, small: of each block of 8x8 pixels its mean, and how many of its pixels are dark if they were counted;
 * and all pixels of some blocks, evenly spread. It does not change.
 */
public final class LumaPlane {

    /** Means are kept in eighths of a grey. */
    static final int EIGHTHS = 8;

    /** About so many blocks are kept with all pixels; of smaller pictures all are. */
    static final int SAMPLES = 800;

    private final int width;
    private final int height;
    private final int columns;
    private final int dark;
    private final int spacing;
    private final boolean detailed;
    /** Of each row of whole blocks: where its first sample is, which may be behind its end. */
    private final short[] firsts;
    /** Of each block whether it is a sample. */
    private final boolean[] sampled;
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
        spacing = (blocks + SAMPLES - 1) / SAMPLES;
        int shift = shift(spacing);
        firsts = new short[detailed ? height / 8 : 0];
        sampled = new boolean[detailed ? blocks : 0];
        for (int row = 0; row < firsts.length; row++) {
            firsts[row] = (short) (row * (long) shift % spacing);
            for (int column = firsts[row]; column < width / 8; column += spacing) {
                sampled[row * columns + column] = true;
            }
        }
        means = new short[blocks];
        darks = exact ? new byte[blocks] : null;
        samples = new byte[firsts.length * samplesInRow() * 64];
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

    /**
     * By how much the samples of a row are further right than those of the row above: it has no divisor in common with their spacing, so
     * that each row and each column has as many, whatever pattern the picture has.
     */
    private static int shift(int spacing) {
        int shift = Math.max(1, (int) (spacing * 0.618));
        while (BigInteger.valueOf(shift).gcd(BigInteger.valueOf(spacing)).intValue() != 1) {
            shift++;
        }
        return shift;
    }

    private int samplesInRow() {
        return (width / 8 + spacing - 1) / spacing;
    }

    /** The column of the first sample of this row; none is in the picture if it is not. */
    int firstSample(int row) {
        return row < firsts.length ? firsts[row] : columns;
    }

    /** From one sample of a row to the next. */
    int spacing() {
        return spacing;
    }

    /** Where the pixels of this block begin in the samples; -1 if it is none of them. Only whole blocks are. */
    int sample(int column, int row) {
        if (!detailed || !sampled[row * columns + column]) {
            return -1;
        }
        return (row * samplesInRow() + column / spacing) * 64;
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
