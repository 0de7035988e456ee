package dev.drover.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Pictures out of which any number of different ones can be put together without an encoder: each is there twice, with a
 * dark and with a bright strip at its left edge, and has a restart marker after each row of blocks. Rows between restart
 * markers do not know of each other, so that every row can be taken from the one or the other.
 */
final class JpegLoop {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DRI = 0xDD;
    private static final int COM = 0xFE;

    /**
     * @param header from after SOI to the first row
     * @param rows each with the restart marker that follows it, the last one with EOI
     */
    private record Picture(byte[] header, List<byte[]> rows) {}

    private final List<Picture> dark;
    private final List<Picture> bright;

    private JpegLoop(List<Picture> dark, List<Picture> bright) {
        this.dark = dark;
        this.bright = bright;
    }

    /**
     * @param file JPEGs one after the other, first all dark ones, then all bright ones
     * @param rows how many rows of blocks each must have
     * @throws IllegalArgumentException when it is not that
     */
    static JpegLoop parse(byte[] file, int rows) {
        List<Picture> pictures = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            at = picture(file, at, rows, pictures);
        }
        int half = pictures.size() / 2;
        if (half == 0 || pictures.size() % 2 != 0) {
            throw new IllegalArgumentException(pictures.size() + " pictures");
        }
        if (pictures.stream().anyMatch(picture -> !Arrays.equals(picture.header, pictures.get(0).header))) {
            throw new IllegalArgumentException("the pictures differ in their tables");
        }
        return new JpegLoop(List.copyOf(pictures.subList(0, half)), List.copyOf(pictures.subList(half, 2 * half)));
    }

    /** Adds the picture that begins there, and returns where it ends. */
    private static int picture(byte[] file, int start, int rows, List<Picture> pictures) {
        try {
            int at = start + 2;
            boolean restarts = false;
            if (marker(file, start) != SOI) {
                throw new IllegalArgumentException("no picture begins at byte " + start);
            }
            for (int marker = marker(file, at); marker != SOS; marker = marker(file, at)) {
                restarts |= marker == DRI;
                at += 2 + length(file, at + 2);
            }
            at += 2 + length(file, at + 2);
            byte[] header = Arrays.copyOfRange(file, start + 2, at);
            List<byte[]> found = new ArrayList<>();
            int from = at;
            while (true) {
                while (file[at] != (byte) 0xFF || file[at + 1] == 0) {
                    at++;
                }
                at += 2;
                found.add(Arrays.copyOfRange(file, from, at));
                from = at;
                if (file[at - 1] == (byte) EOI) {
                    break;
                }
            }
            if (!restarts || found.size() != rows) {
                throw new IllegalArgumentException(found.size() + " rows instead of " + rows);
            }
            pictures.add(new Picture(header, List.copyOf(found)));
            return at;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the file ends within a picture", e);
        }
    }

    private static int marker(byte[] file, int at) {
        if (file[at] != (byte) 0xFF) {
            throw new IllegalArgumentException("no marker at byte " + at);
        }
        return file[at + 1] & 0xFF;
    }

    private static int length(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }

    /** How many different pictures there are before they repeat. */
    int length() {
        return dark.size();
    }

    /**
     * @param index which picture
     * @param comment a text for programs, ASCII
     * @param strip the rows whose strip is bright
     */
    byte[] picture(int index, String comment, BitSet strip) {
        Picture plain = dark.get(index);
        Picture marked = bright.get(index);
        byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.header.length
                + plain.rows.stream().mapToInt(row -> row.length + 64).sum());
        out.write(0xFF);
        out.write(SOI);
        out.write(0xFF);
        out.write(COM);
        out.write(text.length + 2 >> 8);
        out.write(text.length + 2 & 0xFF);
        out.writeBytes(text);
        out.writeBytes(plain.header);
        for (int row = 0; row < plain.rows.size(); row++) {
            out.writeBytes((strip.get(row) ? marked : plain).rows.get(row));
        }
        return out.toByteArray();
    }
}
