package dev.drover.frames;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bits of the pixels of a JPEG, read until the next marker. What is missing is an error, never a zero. */
final class JpegBits {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int BLOCK = 64;

    /** No coefficient is bigger. */
    private static final int MOST = 1 << 20;

    /** The place of a coefficient in a block of rows, by its number in the file. */
    private static final byte[] PLACES = places();

    private byte[] bytes = {};
    private int end;
    /** Of the byte that is read next. */
    private int at;
    /** The next bits, from the highest one on; what is behind them is 0. */
    private long bits;

    private int number;
    /** How many of them were never in the file. */
    private int missing;

    private static byte[] places() {
        byte[] places = new byte[BLOCK];
        int index = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int step = Math.max(0, diagonal - 7); step <= Math.min(7, diagonal); step++) {
                // Upwards and downwards in turns
                int row = diagonal % 2 == 0 ? diagonal - step : step;
                places[index++] = (byte) (row * 8 + diagonal - row);
            }
        }
        return places;
    }

    static int place(int index) {
        return PLACES[index];
    }

    void start(byte[] file, int from, int to) {
        bytes = file;
        end = to;
        at = from;
        bits = 0;
        number = 0;
        missing = 0;
    }

    /** Lets go of the file. */
    void forget() {
        start(new byte[] {}, 0, 0);
    }

    /**
     * To be asked when all that is wanted was read.
     *
     * @return from where on to look for the marker that ends these bits
     */
    int stop() {
        if (missing > number) {
            throw damaged();
        }
        return at;
    }

    /** Goes behind the restart marker that comes next. */
    void restart(int marker) {
        int next = stop();
        while (next + 1 < end && bytes[next] == (byte) 0xFF && bytes[next + 1] == (byte) 0xFF) {
            next++;
        }
        // Fewer than 8 bits may be left, to make whole bytes
        if (number - missing >= 8
                || next + 1 >= end
                || bytes[next] != (byte) 0xFF
                || (bytes[next + 1] & 0xFF) != marker) {
            throw damaged();
        }
        start(bytes, next + 2, end);
    }

    private static BrokenPictureException damaged() {
        return new BrokenPictureException("its pixels are damaged");
    }

    /** Makes it 32 bits at least. */
    private void fill() {
        if (number >= 32) {
            return;
        }
        if (at + 4 <= end) {
            int four = (int) INT.get(bytes, at);
            // None of them is 0xFF
            if ((~four - 0x01010101 & four & 0x80808080) == 0) {
                bits |= (four & 0xFFFFFFFFL) << 32 - number;
                number += 32;
                at += 4;
                return;
            }
        }
        fillSlowly();
    }

    private void fillSlowly() {
        if (missing > number) {
            throw damaged();
        }
        while (number < 32) {
            int next = 0;
            if (at < end && bytes[at] != (byte) 0xFF) {
                next = bytes[at++] & 0xFF;
            } else if (at + 1 < end && bytes[at + 1] == 0) {
                next = 0xFF;
                at += 2;
            } else {
                missing += 8;
            }
            bits |= (long) next << 56 - number;
            number += 8;
        }
    }

    private void consume(int count) {
        bits <<= count;
        number -= count;
    }

    int bit() {
        fill();
        int bit = (int) (bits >>> 63);
        consume(1);
        return bit;
    }

    /** A value of so many bits, 1 to 15, as JPEG writes them: negative ones are one less, so they begin with 0. */
    private int value(int size) {
        int value = (int) (bits >>> 64 - size);
        int positive = (int) (bits >> 63);
        consume(size);
        return value + (~positive & (-1 << size) + 1);
    }

    /** By how much the DC coefficient differs from the one before. */
    int difference(HuffmanTable table) {
        fill();
        int entry = table.symbol(bits);
        int size = entry & 0xFF;
        if (size > 11) {
            throw damaged();
        }
        consume(entry >> 8);
        return size == 0 ? 0 : value(size);
    }

    /**
     * Goes over the AC coefficients of a block.
     *
     * @param skips of the table
     * @return whether there is any
     */
    boolean skipDetail(HuffmanTable table, char[] skips) {
        byte[] file = bytes;
        int last = end - 4;
        int from = at;
        long ahead = bits;
        int count = number;
        int index = 1;
        do {
            if (count < 32) {
                int four;
                if (from <= last && (~(four = (int) INT.get(file, from)) - 0x01010101 & four & 0x80808080) == 0) {
                    ahead |= (four & 0xFFFFFFFFL) << 32 - count;
                    count += 32;
                    from += 4;
                } else {
                    bits = ahead;
                    number = count;
                    at = from;
                    fillSlowly();
                    ahead = bits;
                    count = number;
                    from = at;
                }
            }
            int entry = skips[(int) (ahead >>> 64 - HuffmanTable.SKIP_BITS)];
            int next = index + (entry >> HuffmanTable.ADVANCE_SHIFT & 0x7F);
            if (next <= BLOCK) {
                ahead <<= entry & HuffmanTable.BITS_MASK;
                count -= entry & HuffmanTable.BITS_MASK;
                if (entry >= HuffmanTable.END) {
                    index = next - 1;
                    break;
                }
                index = next;
            } else {
                // A long code, or the block ends among those found at once
                bits = ahead;
                number = count;
                next = skipOne(table, index);
                ahead = bits;
                count = number;
                if (next < 0) {
                    break;
                }
                index = next;
            }
        } while (index < BLOCK);
        bits = ahead;
        number = count;
        at = from;
        return index > 1;
    }

    /** @return the index of the coefficient that comes next, -1 if the block is at its end */
    private int skipOne(HuffmanTable table, int index) {
        int entry = table.symbol(bits);
        int size = entry & 0xF;
        int run = entry >> 4 & 0xF;
        if (size == 0 && run == 0) {
            consume(entry >> 8);
            return -1;
        }
        int next = index + run + 1;
        if (next > BLOCK || size == 0 && run != 15) {
            throw damaged();
        }
        consume((entry >> 8) + size);
        return next;
    }

    /**
     * The AC coefficients of a block.
     *
     * @param values of the table
     * @param steps of the quantization, by place
     * @param coefficients what they are set in, by place
     * @return the sum of their absolutes; 0 if there is none, and then nothing was set
     */
    int detail(HuffmanTable table, int[] values, int[] steps, int[] coefficients) {
        int sum = 0;
        int index = 1;
        while (index < BLOCK) {
            fill();
            int entry = values[(int) (bits >>> 64 - HuffmanTable.SHORT_BITS)];
            int value = entry >> 16;
            if (value != 0) {
                index += entry >> 8 & 0xF;
                consume(entry & 0xFF);
            } else if (entry != 0) {
                consume(entry);
                break;
            } else {
                entry = table.symbol(bits);
                int size = entry & 0xF;
                int run = entry >> 4 & 0xF;
                consume(entry >> 8);
                index += run;
                if (size == 0 && run == 0) {
                    break;
                }
                if (size == 0 && run == 15 && index < BLOCK) {
                    index++;
                    continue;
                }
                if (size == 0) {
                    throw damaged();
                }
                value = value(size);
            }
            if (index >= BLOCK) {
                throw damaged();
            }
            if (sum == 0) {
                Arrays.fill(coefficients, 0);
            }
            int place = PLACES[index++];
            int coefficient = value * steps[place];
            coefficients[place] = coefficient;
            // A step of 0 is none, and a sum beyond all bounds is of a damaged file
            sum += Math.min(Math.abs(coefficient), MOST) + 1;
        }
        return sum;
    }
}
