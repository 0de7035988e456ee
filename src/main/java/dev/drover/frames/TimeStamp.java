package dev.drover.frames;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time as a small picture, {@code 2026-11-22 06:00:15} in white on black, for FFmpegs without fonts: one bit a pixel, each row of
 * whole bytes.
 */
public final class TimeStamp {

    /** Of each picture, in pixels; a multiple of 8. */
    public static final int WIDTH = 120;
    /** Of each picture, in pixels. */
    public static final int HEIGHT = 12;

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String LETTERS = "0123456789-:";
    /** Of each letter seven rows of five pixels. */
    private static final int[][] ROWS = {
        {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110},
        {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
        {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
        {0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110},
        {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
        {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
        {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
        {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
        {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
        {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
        {0b00000, 0b00000, 0b00000, 0b11111, 0b00000, 0b00000, 0b00000},
        {0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000},
    };

    private static final int LETTER = 6;
    private static final int MARGIN = 3;

    private TimeStamp() {}

    /** @return {@link #WIDTH} times {@link #HEIGHT} bits, set where it is white */
    public static byte[] of(LocalDateTime time) {
        byte[] bits = new byte[WIDTH / 8 * HEIGHT];
        String text = TEXT.format(time);
        for (int at = 0; at < text.length() && MARGIN + (at + 1) * LETTER <= WIDTH; at++) {
            int letter = LETTERS.indexOf(text.charAt(at));
            for (int row = 0; letter >= 0 && row < ROWS[letter].length; row++) {
                for (int column = 0; column < LETTER - 1; column++) {
                    if ((ROWS[letter][row] >> (LETTER - 2 - column) & 1) == 1) {
                        int x = MARGIN + at * LETTER + column;
                        bits[(MARGIN + row) * WIDTH / 8 + x / 8] |= (byte) (0x80 >> x % 8);
                    }
                }
            }
        }
        return bits;
    }
}
