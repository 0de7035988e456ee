package dev.drover.frames;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the brightness of a JPEG and no more of it than that needs: of colours and of most details the bits are only skipped.
 * It reads what is coded by Huffman's method in 8 bits, grey or in three colours, sequential or progressive; of the latter the means
 * only. Keeps its tables from one picture to the next, so one of them is for one thread at a time.
 */
public final class JpegLuma {

    /** A bigger picture is left to others. */
    public static final int MOST_PIXELS = 1 << 26;

    /** Of which FFmpeg says that it is not in the full range of greys. */
    private static final byte[] NARROW_RANGE = "CS=ITU601".getBytes(StandardCharsets.US_ASCII);

    private final int dark;
    private final JpegBits bits = new JpegBits();
    private final HuffmanTable[] dcTables = new HuffmanTable[4];
    private final HuffmanTable[] acTables = new HuffmanTable[4];
    private final boolean[] dcDefined = new boolean[4];
    private final boolean[] acDefined = new boolean[4];
    private final int[][] steps = new int[4][64];
    private final boolean[] stepsDefined = new boolean[4];
    private final int[] block = new int[64];

    private byte[] bytes;
    private int end;
    private boolean exact;
    private Component[] components;
    private int width;
    private int height;
    private int across;
    private int down;
    private int restarts;
    /** Whether an Adobe said that its colours are none, but red, green and blue. */
    private boolean primaries;

    private boolean progressive;
    /** The scan's way of counting: the lowest bits of coefficients come in a later scan. */
    private int low;

    private LumaPlane plane;
    private boolean complete;
    private int[] lumaSteps;

    /**
     * @param dark the brightest grey that counts as dark, 0 to 254
     */
    public JpegLuma(int dark) {
        if (dark < 0 || dark > 254) {
            throw new IllegalArgumentException("a dark grey is from 0 to 254, not " + dark);
        }
        this.dark = dark;
        for (int index = 0; index < 4; index++) {
            dcTables[index] = new HuffmanTable();
            acTables[index] = new HuffmanTable();
        }
    }

    /**
     * Reads means and samples.
     *
     * @param file the whole file
     * @throws BrokenPictureException if it is no JPEG, or damaged, or not all of one
     * @throws UnusualPictureException if FFmpeg has to decode it
     */
    public LumaPlane read(byte[] file) {
        return read(file, false);
    }

    /**
     * The same, and counts dark pixels, but those of a progressive one. It takes longer, the more so the more there is to be seen on
     * the picture.
     */
    public LumaPlane readExactly(byte[] file) {
        return read(file, true);
    }

    private LumaPlane read(byte[] file, boolean exactly) {
        bytes = file;
        end = Jpeg.ends(file, file, file.length);
        exact = exactly;
        components = null;
        restarts = 0;
        primaries = false;
        plane = null;
        complete = false;
        Arrays.fill(dcDefined, false);
        Arrays.fill(acDefined, false);
        Arrays.fill(stepsDefined, false);
        try {
            int at = 2;
            while (!complete && at >= 0) {
                at = segment(at);
            }
            if (plane == null) {
                throw new BrokenPictureException("it has no picture in it");
            }
            if (progressive) {
                finish();
            }
            return plane;
        } finally {
            bytes = null;
            plane = null;
            bits.forget();
        }
    }

    /** @return where the next one begins, -1 behind the last */
    private int segment(int from) {
        int at = from;
        if (at(at) != 0xFF) {
            throw damaged(at);
        }
        // Any number of fill bytes
        while (at(at + 1) == 0xFF) {
            at++;
        }
        int marker = at(at + 1);
        if (marker == 0xD9) {
            return -1;
        }
        if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD7) {
            return at + 2;
        }
        int begin = at + 4;
        int length = word(at + 2);
        int next = at + 2 + length;
        if (marker < 0xC0 || marker == 0xD8 || length < 2 || next > end) {
            throw damaged(at);
        }
        switch (marker) {
            case 0xC0, 0xC1, 0xC2 -> frame(marker == 0xC2, begin, next);
            case 0xC4 -> codes(begin, next);
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF ->
                throw new UnusualPictureException("it is coded in a rare way, " + Integer.toHexString(marker));
            case 0xDA -> {
                return scan(begin, next);
            }
            case 0xDB -> quantization(begin, next);
            case 0xDC -> throw new UnusualPictureException("its height comes behind its pixels");
            case 0xDD -> restarts = length < 4 ? 0 : word(begin);
            case 0xE0 -> {
                if (starts("AVI1", begin, next) && next > begin + 4 && at(begin + 4) != 0) {
                    throw new UnusualPictureException("it is one of two half pictures");
                }
            }
            case 0xEE -> primaries = starts("Adobe", begin, next) && next >= begin + 12 && at(begin + 11) == 0;
            case 0xFE -> {
                if (Arrays.equals(
                        NARROW_RANGE,
                        0,
                        NARROW_RANGE.length,
                        bytes,
                        begin,
                        Math.min(next, begin + NARROW_RANGE.length))) {
                    throw new UnusualPictureException("it has no full range of greys");
                }
            }
            default -> {
                // Nothing about pixels
            }
        }
        return next;
    }

    private void quantization(int begin, int next) {
        int at = begin;
        while (at < next) {
            int wide = at(at) >> 4;
            int table = at(at) & 0xF;
            if (wide > 1 || table > 3 || at + 1 + 64 * (wide + 1) > next) {
                throw damaged(at);
            }
            at++;
            for (int index = 0; index < 64; index++) {
                steps[table][JpegBits.place(index)] = wide == 1 ? word(at) : at(at);
                at += wide + 1;
            }
            stepsDefined[table] = true;
        }
    }

    private void codes(int begin, int next) {
        int at = begin;
        while (at < next) {
            int kind = at(at) >> 4;
            int table = at(at) & 0xF;
            if (kind > 1 || table > 3) {
                throw damaged(at);
            }
            at++;
            at += (kind == 0 ? dcTables : acTables)[table].define(bytes, at, next);
            (kind == 0 ? dcDefined : acDefined)[table] = true;
        }
    }

    private void frame(boolean isProgressive, int begin, int next) {
        if (components != null || next < begin + 6 || next != begin + 6 + 3 * at(begin + 5)) {
            throw damaged(begin);
        }
        if (at(begin) != 8) {
            throw new UnusualPictureException("it has " + at(begin) + " bits a pixel");
        }
        progressive = isProgressive;
        height = word(begin + 1);
        width = word(begin + 3);
        if (width == 0 || height == 0) {
            throw new BrokenPictureException("it says that its size is " + width + "x" + height);
        }
        if ((long) width * height > MOST_PIXELS) {
            throw new UnusualPictureException("its size is " + width + "x" + height);
        }
        int number = at(begin + 5);
        if (number != 1 && number != 3) {
            throw new UnusualPictureException("it has " + number + " colours");
        }
        components = new Component[number];
        across = 1;
        down = 1;
        for (int index = 0; index < number; index++) {
            int at = begin + 6 + 3 * index;
            Component component = new Component();
            component.id = at(at);
            // A picture without colours has no order of blocks but their own
            component.across = number == 1 ? 1 : at(at + 1) >> 4;
            component.down = number == 1 ? 1 : at(at + 1) & 0xF;
            component.steps = at(at + 2);
            if (component.across < 1
                    || component.across > 4
                    || component.down < 1
                    || component.down > 4
                    || component.steps > 3) {
                throw damaged(at);
            }
            across = Math.max(across, component.across);
            down = Math.max(down, component.down);
            components[index] = component;
        }
        if (components[0].across < across || components[0].down < down) {
            throw new UnusualPictureException("its colours are finer than its light");
        }
        // A block takes two bits, and one in a progressive picture: no file can ask for more memory than it has itself
        long blocks = (width + 7L) / 8 * ((height + 7L) / 8);
        if (blocks * (progressive ? 1 : 2) > 8L * end) {
            throw new BrokenPictureException("it is too short for a picture of " + width + "x" + height);
        }
    }

    /** @return where the next segment begins */
    private int scan(int begin, int next) {
        if (components == null || next < begin + 4 || next != begin + 4 + 2 * at(begin)) {
            throw damaged(begin);
        }
        int number = at(begin);
        int first = at(next - 3);
        int last = at(next - 2);
        int high = at(next - 1) >> 4;
        low = at(next - 1) & 0xF;
        Component[] scanned = new Component[number];
        int units = 0;
        for (int index = 0; index < number; index++) {
            int at = begin + 1 + 2 * index;
            for (Component component : components) {
                if (component.id == at(at) && scanned[index] == null) {
                    scanned[index] = component;
                }
            }
            Component component = scanned[index];
            int dc = at(at + 1) >> 4;
            int ac = at(at + 1) & 0xF;
            if (component == null || dc > 3 || ac > 3) {
                throw damaged(at);
            }
            component.dc = dc;
            component.ac = ac;
            component.before = 0;
            units += component.across * component.down;
        }
        if (number < 1 || number > 1 && units > 10 || progressive && first == 0 && last > 0 || low > 13) {
            throw damaged(begin);
        }
        if (!progressive && (first != 0 || high != 0 || low != 0)) {
            throw new UnusualPictureException("its pixels come in a rare order");
        }
        boolean light = Arrays.asList(scanned).contains(components[0]);
        if (first == 0 && light) {
            return pixels(scanned, next, high);
        }
        return behind(next);
    }

    /** The next marker that is none of those within pixels. */
    private int behind(int from) {
        for (int at = from; at + 1 < end; at++) {
            if (bytes[at] == (byte) 0xFF) {
                int marker = at(at + 1);
                if (marker != 0 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7)) {
                    return at;
                }
            }
        }
        throw damaged(from);
    }

    private int pixels(Component[] scanned, int from, int high) {
        if (primaries && components.length == 3
                || components.length == 3
                        && components[0].id == 'R'
                        && components[1].id == 'G'
                        && components[2].id == 'B') {
            throw new UnusualPictureException("its colours are red, green and blue");
        }
        if (!stepsDefined[components[0].steps]) {
            throw new BrokenPictureException("it has no table of quantization");
        }
        boolean refined = progressive && high > 0;
        if (refined && plane == null) {
            throw damaged(from);
        }
        for (Component component : scanned) {
            if (!refined && !dcDefined[component.dc] || !progressive && !acDefined[component.ac]) {
                throw new UnusualPictureException("it has not all its Huffman tables");
            }
            component.codes = dcTables[component.dc];
            component.detail = acTables[component.ac];
            component.skips = progressive ? null : component.detail.skips();
            component.values = progressive ? null : component.detail.values();
        }
        lumaSteps = steps[components[0].steps];
        if (!refined) {
            plane = new LumaPlane(width, height, dark, !progressive, exact && !progressive);
        }
        bits.start(bytes, from, end);
        boolean alone = scanned.length == 1;
        int columns = alone ? plane.columns() : (width + 8 * across - 1) / (8 * across);
        int rows = alone ? plane.rows() : (height + 8 * down - 1) / (8 * down);
        int left = restarts;
        int restart = 0xD0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (restarts > 0 && left-- == 0) {
                    bits.restart(restart);
                    restart = restart == 0xD7 ? 0xD0 : restart + 1;
                    left = restarts - 1;
                    for (Component component : scanned) {
                        component.before = 0;
                    }
                }
                if (refined) {
                    refine(scanned, alone, column, row);
                } else if (alone) {
                    light(components[0], column, row);
                } else {
                    unit(scanned, column, row);
                }
            }
        }
        complete = !progressive || low == 0;
        return behind(bits.stop());
    }

    /** The least unit of a scan of several components: some blocks of each. */
    private void unit(Component[] scanned, int column, int row) {
        for (Component component : scanned) {
            for (int y = 0; y < component.down; y++) {
                for (int x = 0; x < component.across; x++) {
                    if (component == components[0]) {
                        light(component, column * component.across + x, row * component.down + y);
                    } else {
                        bits.difference(component.codes);
                        if (!progressive) {
                            bits.skipDetail(component.detail, component.skips);
                        }
                    }
                }
            }
        }
    }

    private void light(Component luma, int column, int row) {
        luma.before += bits.difference(luma.codes);
        boolean inside = column < plane.columns() && row < plane.rows();
        if (progressive) {
            if (inside) {
                // Kept as it is until it is complete
                plane.means[row * plane.columns() + column] = (short) (luma.before << low);
            }
            return;
        }
        if (!inside) {
            bits.skipDetail(luma.detail, luma.skips);
            return;
        }
        int mean = mean(luma.before);
        int index = row * plane.columns() + column;
        plane.means[index] = (short) mean;
        int sample = plane.sample(column, row);
        if (sample < 0 && !exact) {
            bits.skipDetail(luma.detail, luma.skips);
            return;
        }
        int amplitude = bits.detail(luma.detail, luma.values, lumaSteps, block);
        // A coefficient adds a quarter of its value at most; and both they and the mean may be off by roundings
        if (sample < 0 && mean - amplitude * 2 > (dark + 2) * LumaPlane.EIGHTHS) {
            return;
        }
        if (sample < 0 && mean + amplitude * 2 < (dark - 1) * LumaPlane.EIGHTHS) {
            plane.darks[index] = (byte) plane.pixels(column, row);
            return;
        }
        if (amplitude == 0) {
            even(column, row, sample, mean);
            return;
        }
        block[0] = luma.before * lumaSteps[0];
        Block.pixels(block);
        if (sample >= 0) {
            for (int pixel = 0; pixel < 64; pixel++) {
                plane.samples[sample + pixel] = (byte) block[pixel];
            }
        }
        if (exact) {
            plane.darks[index] = (byte) darkPixels(column, row);
        }
    }

    /** A block whose pixels are all the same. */
    private void even(int column, int row, int sample, int mean) {
        int grey = Math.min(255, mean + LumaPlane.EIGHTHS / 2 >> 3);
        if (sample >= 0) {
            Arrays.fill(plane.samples, sample, sample + 64, (byte) grey);
        }
        if (exact && grey <= dark) {
            plane.darks[row * plane.columns() + column] = (byte) plane.pixels(column, row);
        }
    }

    private int darkPixels(int column, int row) {
        int number = 0;
        for (int y = 0; y < plane.pixelsDown(row); y++) {
            for (int x = 0; x < plane.pixelsAcross(column); x++) {
                if (block[y * 8 + x] <= dark) {
                    number++;
                }
            }
        }
        return number;
    }

    private void refine(Component[] scanned, boolean alone, int column, int row) {
        for (Component component : scanned) {
            for (int y = 0; y < (alone ? 1 : component.down); y++) {
                for (int x = 0; x < (alone ? 1 : component.across); x++) {
                    int bit = bits.bit() << low;
                    int left = alone ? column : column * component.across + x;
                    int top = alone ? row : row * component.down + y;
                    if (component == components[0] && left < plane.columns() && top < plane.rows()) {
                        plane.means[top * plane.columns() + left] |= (short) bit;
                    }
                }
            }
        }
    }

    /** Of a progressive picture: all that is known of its blocks is their means. */
    private void finish() {
        for (int index = 0; index < plane.means.length; index++) {
            plane.means[index] = (short) mean(plane.means[index]);
        }
    }

    /** In eighths of a grey, 0 to 2040. */
    private int mean(int coefficient) {
        return Math.max(0, Math.min(255 * LumaPlane.EIGHTHS, 128 * LumaPlane.EIGHTHS + coefficient * lumaSteps[0]));
    }

    private boolean starts(String text, int begin, int next) {
        int length = text.length();
        return next - begin >= length
                && Arrays.equals(text.getBytes(StandardCharsets.US_ASCII), 0, length, bytes, begin, begin + length);
    }

    private BrokenPictureException damaged(int at) {
        return new BrokenPictureException("it is damaged at byte " + at);
    }

    private int at(int index) {
        if (index >= end) {
            throw damaged(index);
        }
        return bytes[index] & 0xFF;
    }

    private int word(int index) {
        return at(index) << 8 | at(index + 1);
    }

    private static final class Component {
        private int id;
        private int across;
        private int down;
        private int steps;
        private int dc;
        private int ac;
        private int before;
        private HuffmanTable codes;
        private HuffmanTable detail;
        private char[] skips;
        private int[] values;
    }
}
