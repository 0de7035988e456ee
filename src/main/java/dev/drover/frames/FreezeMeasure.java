package dev.drover.frames;

import java.util.List;

/**
 * Whether a picture stands still: how much three pictures in a row differ.
 *
 * <p>A difference is that of the means of all blocks, and what the pixels of the sampled blocks differ more than their means do:
 * fine noise, or what moves within its blocks. So it is what all pixels would say, as nearly as the samples tell.
 *
 * @param limit in greys: if each two of the three differ by less, they are frozen; 0 to 255
 * @param area that counts
 */
public record FreezeMeasure(double limit, PictureArea area) {

    /** Pictures that differ less are frozen, if nobody says otherwise; in greys. */
    public static final double LIMIT = 0.5;

    public FreezeMeasure {
        if (!(limit >= 0 && limit <= 255)) {
            throw new IllegalArgumentException("a difference of pictures is from 0 to 255 greys, not " + limit);
        }
    }

    /**
     * @param black whether the newest one is black, and so not also frozen
     * @param newest of three in a row
     * @param before it, {@code null} if there was none
     * @param oldest before that, {@code null} if there was none
     */
    public Freeze of(boolean black, LumaPlane newest, LumaPlane before, LumaPlane oldest) {
        if (before == null || oldest == null || !newest.sameSize(before) || !newest.sameSize(oldest)) {
            return Freeze.UNKNOWN;
        }
        boolean[] counts = area.blocks(newest);
        List<Double> differences = List.of(
                difference(newest, before, counts),
                difference(newest, oldest, counts),
                difference(before, oldest, counts));
        return differences.get(0).isNaN()
                ? Freeze.UNKNOWN
                : new Freeze(!black && differences.stream().allMatch(difference -> difference < limit), differences);
    }

    /**
     * Mean absolute difference of two pictures of one size, in greys; not a number if no block counts.
     *
     * @throws IllegalArgumentException if they are not of one size
     */
    public double difference(LumaPlane one, LumaPlane other) {
        if (!one.sameSize(other)) {
            throw new IllegalArgumentException(one + " and " + other + " are not of one size");
        }
        return difference(one, other, area.blocks(one));
    }

    private static double difference(LumaPlane one, LumaPlane other, boolean[] counts) {
        long pixels = 0;
        long means = 0;
        long sampled = 0;
        long details = 0;
        boolean detailed = one.detailed() && other.detailed();
        for (int row = 0; row < one.rows(); row++) {
            int down = one.pixelsDown(row);
            int begin = row * one.columns();
            for (int column = 0; column < one.columns(); column++) {
                int block = begin + column;
                if (counts == null || counts[block]) {
                    int size = down * one.pixelsAcross(column);
                    pixels += size;
                    means += size * Math.abs(one.means[block] - other.means[block]);
                }
            }
            if (detailed) {
                for (int column = one.firstSample(row); column < one.width() / 8; column += one.spacing()) {
                    int block = begin + column;
                    if (counts == null || counts[block]) {
                        sampled += 64;
                        details += detail(one.samples, other.samples, one.sample(column, row)) * LumaPlane.EIGHTHS
                                - 64 * Math.abs(one.means[block] - other.means[block]);
                    }
                }
            }
        }
        double whole = (double) means / pixels + (sampled == 0 ? 0 : (double) details / sampled);
        return pixels == 0 ? Double.NaN : Math.max(0, whole / LumaPlane.EIGHTHS);
    }

    private static int detail(byte[] one, byte[] other, int from) {
        int sum = 0;
        for (int pixel = from; pixel < from + 64; pixel++) {
            sum += Math.abs((one[pixel] & 0xFF) - (other[pixel] & 0xFF));
        }
        return sum;
    }
}
