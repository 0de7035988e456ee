package dev.drover.frames;

/** The pixels of a block of 8x8, from its coefficients: the inverse cosine transform, in whole numbers. */
final class Block {

    /** Half the cosine of so many sixteenths of a half turn, times 8192. */
    private static final int[] COSINES = new int[8];

    static {
        for (int index = 0; index < 8; index++) {
            COSINES[index] = (int) Math.round(4096 * Math.cos(index * Math.PI / 16));
        }
    }

    private static final int C1 = COSINES[1];
    private static final int C2 = COSINES[2];
    private static final int C3 = COSINES[3];
    private static final int C4 = COSINES[4];
    private static final int C5 = COSINES[5];
    private static final int C6 = COSINES[6];
    private static final int C7 = COSINES[7];

    private Block() {}

    /**
     * @param values the 64 coefficients, row by row; the pixels, 0 to 255, come in their places
     */
    static void pixels(int[] values) {
        for (int column = 0; column < 8; column++) {
            line(values, column, 8, 9, 0);
        }
        for (int row = 0; row < 64; row += 8) {
            line(values, row, 1, 17, 128);
        }
        for (int index = 0; index < 64; index++) {
            values[index] = Math.max(0, Math.min(255, values[index]));
        }
    }

    private static void line(int[] values, int from, int step, int shift, int middle) {
        int v0 = values[from];
        int v1 = values[from + step];
        int v2 = values[from + 2 * step];
        int v3 = values[from + 3 * step];
        int v4 = values[from + 4 * step];
        int v5 = values[from + 5 * step];
        int v6 = values[from + 6 * step];
        int v7 = values[from + 7 * step];
        int half = (middle << shift) + (1 << shift - 1);
        if ((v1 | v2 | v3 | v4 | v5 | v6 | v7) == 0) {
            int value = C4 * v0 + half >> shift;
            for (int index = 0; index < 8; index++) {
                values[from + index * step] = value;
            }
            return;
        }
        int sum = C4 * (v0 + v4) + half;
        int difference = C4 * (v0 - v4) + half;
        int e0 = sum + C2 * v2 + C6 * v6;
        int e3 = sum - C2 * v2 - C6 * v6;
        int e1 = difference + C6 * v2 - C2 * v6;
        int e2 = difference - C6 * v2 + C2 * v6;
        int o0 = C1 * v1 + C3 * v3 + C5 * v5 + C7 * v7;
        int o1 = C3 * v1 - C7 * v3 - C1 * v5 - C5 * v7;
        int o2 = C5 * v1 - C1 * v3 + C7 * v5 + C3 * v7;
        int o3 = C7 * v1 - C5 * v3 + C3 * v5 - C1 * v7;
        values[from] = e0 + o0 >> shift;
        values[from + step] = e1 + o1 >> shift;
        values[from + 2 * step] = e2 + o2 >> shift;
        values[from + 3 * step] = e3 + o3 >> shift;
        values[from + 4 * step] = e3 - o3 >> shift;
        values[from + 5 * step] = e2 - o2 >> shift;
        values[from + 6 * step] = e1 - o1 >> shift;
        values[from + 7 * step] = e0 - o0 >> shift;
    }
}
