package dev.drover.frames;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes JPEGs as nobody else does, of chance coefficients, and knows what is on them. */
final class JpegMaker {

    int width = 83;
    int height = 61;
    /** Of each colour, across and down. */
    int[][] sampling = {{2, 2}, {1, 1}, {1, 1}};

    int restarts;
    int fillBytes;
    boolean interleaved = true;
    boolean colourFirst;
    boolean progressive;
    int frame = 0xC0;
    boolean wideSteps;
    /** How likely a coefficient is, 0 to 1. */
    double detail = 0.1;
    /** Of the light, about, and how far blocks are from it, in greys. */
    int brightness = 128;

    int spread = 200;

    private final Random random;
    private final List<Integer> symbols = new ArrayList<>();
    private final int[] acLengths = new int[256];
    private final int[] acCodes = new int[256];
    private final int[] steps = new int[64];
    private ByteArrayOutputStream out;
    private int held;
    private int heldBits;
    /** By colour, row and column of blocks: the coefficients by their number in the file. */
    private int[][][][] blocks;

    /** How many codes there are of each length: short ones, and most of the longest. */
    private static final int[] COUNTS = {0, 2, 2, 1, 1, 1, 0, 2, 0, 2, 2, 4, 5, 0, 0, 140};

    JpegMaker(long seed) {
        random = new Random(seed);
    }

    byte[] make() {
        out = new ByteArrayOutputStream();
        steps();
        codes();
        pixels();
        marker(0xD8);
        marker(0xFE, 'f', 'i', 'l', 'l');
        int[] table = new int[wideSteps ? 129 : 65];
        table[0] = wideSteps ? 0x10 : 0;
        for (int index = 0; index < 64; index++) {
            table[wideSteps ? 2 * index + 2 : index + 1] = steps[index];
        }
        marker(0xDB, table);
        List<Integer> header =
                new ArrayList<>(List.of(8, height >> 8, height & 0xFF, width >> 8, width & 0xFF, sampling.length));
        for (int colour = 0; colour < sampling.length; colour++) {
            header.addAll(List.of(colour + 1, sampling[colour][0] << 4 | sampling[colour][1], 0));
        }
        marker(
                progressive ? 0xC2 : frame,
                header.stream().mapToInt(Integer::intValue).toArray());
        tables();
        if (restarts > 0) {
            marker(0xDD, restarts >> 8, restarts & 0xFF);
        }
        if (progressive) {
            scan(all(), 0, 0, 0, 1);
            for (int colour = 0; colour < sampling.length; colour++) {
                scan(List.of(colour), 1, 63, 0, 0);
            }
            scan(all(), 0, 0, 1, 0);
        } else if (interleaved) {
            scan(all(), 0, 63, 0, 0);
        } else {
            List<Integer> order = all();
            if (colourFirst) {
                Collections.reverse(order);
            }
            order.forEach(colour -> scan(List.of(colour), 0, 63, 0, 0));
        }
        marker(0xD9);
        return out.toByteArray();
    }

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int colour = 0; colour < sampling.length; colour++) {
            all.add(colour);
        }
        return all;
    }

    /** The mean of a block as it is in the file, 0 to 255. */
    double mean(int column, int row) {
        return Math.max(0, Math.min(255, 128 + blocks[0][row][column][0] * steps[0] / 8.0));
    }

    /** The pixels, by the definition of the transform. */
    byte[] grey() {
        double[][] cosines = new double[8][8];
        for (int at = 0; at < 8; at++) {
            for (int wave = 0; wave < 8; wave++) {
                cosines[at][wave] = Math.cos((2 * at + 1) * wave * Math.PI / 16) / 2 * (wave == 0 ? Math.sqrt(0.5) : 1);
            }
        }
        byte[] grey = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] block = blocks[0][y / 8][x / 8];
                double sum = 128;
                for (int index = 0; index < 64; index++) {
                    if (block[index] != 0) {
                        int place = JpegBits.place(index);
                        sum += block[index] * steps[index] * cosines[y % 8][place / 8] * cosines[x % 8][place % 8];
                    }
                }
                grey[y * width + x] = (byte) Math.round(Math.max(0, Math.min(255, sum)));
            }
        }
        return grey;
    }

    private void steps() {
        for (int index = 0; index < 64; index++) {
            steps[index] = 1 + random.nextInt(index == 0 ? 16 : 40);
        }
    }

    /** All symbols an encoder may need, the common ones not always with short codes. */
    private void codes() {
        symbols.clear();
        for (int run = 0; run < 16; run++) {
            for (int size = 1; size <= 10; size++) {
                symbols.add(run << 4 | size);
            }
        }
        symbols.add(0);
        symbols.add(0xF0);
        Collections.shuffle(symbols, random);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++) {
            for (int count = 0; count < COUNTS[length - 1]; count++) {
                acLengths[symbols.get(index)] = length;
                acCodes[symbols.get(index)] = code++;
                index++;
            }
            code <<= 1;
        }
    }

    private void tables() {
        int[] dc = new int[17 + 12];
        dc[4] = 12;
        for (int size = 0; size < 12; size++) {
            dc[17 + size] = size;
        }
        marker(0xC4, dc);
        int[] ac = new int[17 + symbols.size()];
        ac[0] = 0x10;
        for (int length = 1; length <= 16; length++) {
            ac[length] = COUNTS[length - 1];
        }
        for (int index = 0; index < symbols.size(); index++) {
            ac[17 + index] = symbols.get(index);
        }
        marker(0xC4, ac);
    }

    private int across() {
        int most = 1;
        for (int[] colour : sampling) {
            most = Math.max(most, colour[0]);
        }
        return most;
    }

    private int down() {
        int most = 1;
        for (int[] colour : sampling) {
            most = Math.max(most, colour[1]);
        }
        return most;
    }

    private void pixels() {
        blocks = new int[sampling.length][][][];
        int units = (width + 8 * across() - 1) / (8 * across());
        int lines = (height + 8 * down() - 1) / (8 * down());
        for (int colour = 0; colour < sampling.length; colour++) {
            blocks[colour] = new int[lines * sampling[colour][1]][units * sampling[colour][0]][64];
            for (int[][] row : blocks[colour]) {
                for (int[] block : row) {
                    int mean = brightness - 128 + random.nextInt(spread + 1) - spread / 2;
                    block[0] = Math.max(-128, Math.min(127, mean)) * 8 / steps[0];
                    for (int index = 1; index < 64; index++) {
                        if (random.nextDouble() < detail) {
                            block[index] = random.nextInt(1 << random.nextInt(7)) - 20;
                        }
                    }
                }
            }
        }
    }

    private void scan(List<Integer> colours, int first, int last, int high, int low) {
        List<Integer> header = new ArrayList<>(List.of(colours.size()));
        colours.forEach(colour -> header.addAll(List.of(colour + 1, 0)));
        header.addAll(List.of(first, last, high << 4 | low));
        marker(0xDA, header.stream().mapToInt(Integer::intValue).toArray());
        boolean alone = colours.size() == 1;
        int only = colours.get(0);
        int columns;
        int rows;
        if (alone) {
            int scaledWidth = (width * sampling[only][0] + across() - 1) / across();
            int scaledHeight = (height * sampling[only][1] + down() - 1) / down();
            columns = ((sampling.length == 1 ? width : scaledWidth) + 7) / 8;
            rows = ((sampling.length == 1 ? height : scaledHeight) + 7) / 8;
        } else {
            columns = (width + 8 * across() - 1) / (8 * across());
            rows = (height + 8 * down() - 1) / (8 * down());
        }
        int[] before = new int[sampling.length];
        int unit = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, unit++) {
                if (restarts > 0 && unit > 0 && unit % restarts == 0) {
                    flush();
                    marker(0xD0 + (unit / restarts - 1) % 8);
                    before = new int[sampling.length];
                }
                for (int colour : colours) {
                    for (int y = 0; y < (alone ? 1 : sampling[colour][1]); y++) {
                        for (int x = 0; x < (alone ? 1 : sampling[colour][0]); x++) {
                            int left = alone ? column : column * sampling[colour][0] + x;
                            int top = alone ? row : row * sampling[colour][1] + y;
                            block(blocks[colour][top][left], before, colour, first, last, high, low);
                        }
                    }
                }
            }
        }
        flush();
    }

    private void block(int[] block, int[] before, int colour, int first, int last, int high, int low) {
        if (high > 0) {
            bits(block[0] >> low & 1, 1);
            return;
        }
        if (first == 0) {
            int value = block[0] >> low;
            int difference = value - before[colour];
            before[colour] = value;
            int size = size(difference);
            bits(size, 4);
            value(difference, size);
        }
        int run = 0;
        for (int index = Math.max(1, first); index <= last; index++) {
            if (block[index] == 0) {
                run++;
            } else {
                for (; run > 15; run -= 16) {
                    bits(acCodes[0xF0], acLengths[0xF0]);
                }
                int size = size(block[index]);
                bits(acCodes[run << 4 | size], acLengths[run << 4 | size]);
                value(block[index], size);
                run = 0;
            }
        }
        if (run > 0) {
            bits(acCodes[0], acLengths[0]);
        }
    }

    private static int size(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    private void value(int value, int size) {
        bits((value < 0 ? value - 1 : value) & (1 << size) - 1, size);
    }

    private void bits(int value, int number) {
        for (int bit = number - 1; bit >= 0; bit--) {
            held = held << 1 | value >> bit & 1;
            if (++heldBits == 8) {
                out.write(held);
                if (held == 0xFF) {
                    out.write(0);
                }
                held = 0;
                heldBits = 0;
            }
        }
    }

    private void flush() {
        while (heldBits > 0) {
            bits(1, 1);
        }
    }

    private void marker(int marker, int... payload) {
        // None before the file's first
        for (int fill = 0; fill < fillBytes && marker != 0xD8; fill++) {
            out.write(0xFF);
        }
        out.write(0xFF);
        out.write(marker);
        if (payload.length > 0) {
            out.write(payload.length + 2 >> 8);
            out.write(payload.length + 2);
            for (int value : payload) {
                out.write(value);
            }
        }
    }
}
