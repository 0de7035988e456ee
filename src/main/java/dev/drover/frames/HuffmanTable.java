package dev.drover.frames;

import java.util.Arrays;

/** A Huffman table of a JPEG, for reading symbols one by one, or for skipping as many coefficients as possible at once. */
final class HuffmanTable {

    /** So many bits are looked up at once; what is longer, which is rare, is found by its length. */
    static final int SHORT_BITS = 10;

    /** The same when skipping: several codes and their values are found at once. */
    static final int SKIP_BITS = 12;

    /** In an entry of {@link #skips}: the bits to skip, 0 to 31. */
    static final int BITS_MASK = 0x1F;

    /** In an entry of {@link #skips}: how many coefficients they are, counted 1 more at the end of a block. */
    static final int ADVANCE_SHIFT = 5;

    /** An entry that is at least this says that the block ends here. */
    static final int END = 1 << 12;

    /** More than a block has: says that the code has to be read by {@link #symbol}. */
    private static final int UNKNOWN = 127 << ADVANCE_SHIFT;

    private byte[] definition = {};
    private final byte[] symbols = new byte[256];
    /** By code: its length times 256, and the symbol; 0 if the code is longer. */
    private final short[] shorts = new short[1 << SHORT_BITS];
    /** By length: the first code that is longer, and what to add to a code for the index of its symbol. */
    private final int[] limits = new int[17];

    private final int[] offsets = new int[17];
    private final char[] skips = new char[1 << SKIP_BITS];
    private boolean skipsKnown;
    private final int[] values = new int[1 << SHORT_BITS];
    private boolean valuesKnown;

    /**
     * @param bytes from {@code at}: how many codes there are of each length, 16 bytes, and the symbols
     * @return how many bytes it was
     */
    int define(byte[] bytes, int at, int end) {
        if (at + 16 > end) {
            throw new BrokenPictureException("a table in it is cut off");
        }
        int number = 0;
        for (int length = 1; length <= 16; length++) {
            number += bytes[at + length - 1] & 0xFF;
        }
        if (number > 256 || at + 16 + number > end) {
            throw new BrokenPictureException("a table in it is cut off");
        }
        // Mostly the same as in the picture before
        if (!Arrays.equals(definition, 0, definition.length, bytes, at, at + 16 + number)) {
            definition = new byte[] {};
            build(bytes, at);
            definition = Arrays.copyOfRange(bytes, at, at + 16 + number);
            skipsKnown = false;
            valuesKnown = false;
        }
        return 16 + number;
    }

    private void build(byte[] bytes, int at) {
        Arrays.fill(shorts, (short) 0);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++) {
            int number = bytes[at + length - 1] & 0xFF;
            offsets[length] = index - code;
            if (code + number > 1 << length) {
                throw new BrokenPictureException("a table in it is damaged");
            }
            for (int last = index + number; index < last; index++, code++) {
                symbols[index] = bytes[at + 16 + index];
                if (length <= SHORT_BITS) {
                    int from = code << SHORT_BITS - length;
                    Arrays.fill(shorts, from, from + (1 << SHORT_BITS - length), (short)
                            (length << 8 | symbols[index] & 0xFF));
                }
            }
            limits[length] = code;
            code <<= 1;
        }
    }

    /**
     * @param bits the next 16 at least, from the highest one on
     * @return the length of the code times 256, and the symbol
     */
    int symbol(long bits) {
        int entry = shorts[(int) (bits >>> 64 - SHORT_BITS)];
        if (entry != 0) {
            return entry;
        }
        for (int length = SHORT_BITS + 1; length <= 16; length++) {
            int code = (int) (bits >>> 64 - length);
            if (code < limits[length]) {
                return length << 8 | symbols[code + offsets[length]] & 0xFF;
            }
        }
        throw new BrokenPictureException("its pixels are damaged");
    }

    /** By the next {@link #SKIP_BITS} bits: what they say about AC coefficients, as far as they say it completely. */
    char[] skips() {
        if (!skipsKnown) {
            for (int bits = 0; bits < skips.length; bits++) {
                skips[bits] = (char) skip(bits);
            }
            skipsKnown = true;
        }
        return skips;
    }

    private int skip(int bits) {
        int used = 0;
        int advance = 0;
        while (used < SKIP_BITS) {
            int rest = bits << used & (1 << SKIP_BITS) - 1;
            // A code that is longer than what is left has zeros for its end, and must not be believed
            int entry = shorts[rest >> SKIP_BITS - SHORT_BITS];
            int length = entry >> 8;
            if (entry == 0 || length > SKIP_BITS - used) {
                break;
            }
            int size = entry & 0xF;
            int run = entry >> 4 & 0xF;
            if (size == 0 && run == 0) {
                return END | advance + 1 << ADVANCE_SHIFT | used + length;
            }
            if (size == 0 && run != 15 || advance + run + 1 > 63) {
                break;
            }
            advance += run + 1;
            // The value of the last one may be anywhere
            used += length + size;
        }
        return used == 0 ? UNKNOWN : advance << ADVANCE_SHIFT | used;
    }

    /**
     * By the next {@link #SHORT_BITS} bits: a coefficient times 65,536, how many zeros come before it times 256, and the bits of both; the bits
     * alone at the end of a block; 0 where {@link #symbol} is needed.
     */
    int[] values() {
        if (!valuesKnown) {
            for (int next = 0; next < values.length; next++) {
                int length = shorts[next] >> 8;
                int size = shorts[next] & 0xF;
                int run = shorts[next] >> 4 & 0xF;
                boolean all = length > 0 && length + size <= SHORT_BITS;
                if (all && size > 0) {
                    int value = next >> SHORT_BITS - length - size & (1 << size) - 1;
                    values[next] =
                            (value >> size - 1 == 0 ? value + 1 - (1 << size) : value) << 16 | run << 8 | length + size;
                } else {
                    values[next] = all && run == 0 ? length : 0;
                }
            }
            valuesKnown = true;
        }
        return values;
    }
}
