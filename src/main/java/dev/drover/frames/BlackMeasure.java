package dev.drover.frames;

/**
 * Whether a picture is black: which share of its pixels is dark. Which grey is dark is said when the picture is read.
 *
 * @param limit in percent: a picture with more dark pixels than this is black; 0 to 100
 * @param area that counts
 */
public record BlackMeasure(double limit, PictureArea area) {

    /** Greys up to this one are dark, if nobody says otherwise. */
    public static final int DARK = 10;

    /** A picture with more dark pixels than this is black, if nobody says otherwise; in percent. */
    public static final double LIMIT = 95;

    /** Coefficients may say less than black or more than white, so a mean is not exactly that of the pixels. */
    private static final int OVERSHOOT = 8;

    /** An estimate is wrong by less than this, in percent: with 800 samples that is 5 times its worst standard deviation. */
    private static final int UNSURE = 10;

    /** From so many sampled pixels on; a small area has fewer. */
    private static final int ENOUGH = 400 * 64;

    public BlackMeasure {
        if (!(limit >= 0 && limit <= 100)) {
            throw new IllegalArgumentException("the share of dark pixels is from 0 to 100 percent, not " + limit);
        }
    }

    /** If no block counts, nothing is black. */
    public Black of(LumaPlane plane) {
        boolean[] counts = area.blocks(plane);
        long pixels = 0;
        long light = 0;
        long darks = 0;
        long sampled = 0;
        long more = 0;
        int block = 0;
        for (int row = 0; row < plane.rows(); row++) {
            int down = plane.pixelsDown(row);
            for (int column = 0; column < plane.columns(); column++, block++) {
                if (counts != null && !counts[block]) {
                    continue;
                }
                int size = down * plane.pixelsAcross(column);
                int mean = plane.means[block];
                pixels += size;
                light += (long) size * mean;
                if (plane.exact()) {
                    darks += plane.darks[block];
                    continue;
                }
                // As if all were like their mean; the samples tell how many more are dark, or fewer
                int likely = mean + LumaPlane.EIGHTHS / 2 >> 3 <= plane.dark() ? size : 0;
                darks += likely;
                int sample = plane.sample(column, row);
                if (sample >= 0) {
                    sampled += size;
                    more += plane.darkSample(sample) - likely;
                }
            }
        }
        if (pixels == 0) {
            return new Black(0, false, false);
        }
        double share = (double) darks / pixels + (sampled == 0 ? 0 : (double) more / sampled);
        double percentage = Math.max(0, Math.min(100, 100 * share));
        double mean = (double) light / pixels / LumaPlane.EIGHTHS;
        // Of one that was counted the next is likely to need it, too
        boolean guess = sampled < ENOUGH && !plane.exact() || percentage > limit - UNSURE;
        boolean dim = guess && possible(mean, plane.dark()) > limit;
        return new Black(percentage, percentage > limit, dim);
    }

    /** How many percent can be dark at most: the rest of them is white then. */
    private static double possible(double mean, int dark) {
        return 100 * (255 - mean + OVERSHOOT) / (255 - dark);
    }
}
