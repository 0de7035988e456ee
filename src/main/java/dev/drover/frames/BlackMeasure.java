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

    public BlackMeasure {
        if (!(limit >= 0 && limit <= 100)) {
            throw new IllegalArgumentException("the share of dark pixels is from 0 to 100 percent, not " + limit);
        }
    }

    /** If no block counts, nothing is black. */
    public Black of(LumaPlane plane) {
        boolean[] counts = area.blocks(plane);
        long pixels = 0;
        long darks = 0;
        double possible = 0;
        int block = 0;
        for (int row = 0; row < plane.rows(); row++) {
            for (int column = 0; column < plane.columns(); column++, block++) {
                if (counts == null || counts[block]) {
                    int size = plane.pixels(column, row);
                    pixels += size;
                    darks += plane.darks[block];
                    if (!plane.searched(block)) {
                        // The brighter it is on the whole, the fewer of its pixels can be dark, even if all others are white
                        possible += size * (255 - plane.means[block] / 8.0) / (255 - plane.dark());
                    }
                }
            }
        }
        if (pixels == 0) {
            return new Black(0, false, false);
        }
        double share = 100.0 * darks / pixels;
        boolean black = share > limit;
        return new Black(share, black, !black && 100 * (darks + possible) / pixels > limit);
    }
}
