package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which picture of the simulated NVR this is. It is written in the picture as a comment, and drawn at its left edge as
 * {@value #BITS} blocks one below the other, dark for 0 and bright for 1, so that it can still be read in a video.
 *
 * @param channel counted from 0
 * @param number counted from 0, of each channel; begins anew after {@value #NUMBERS}
 */
public record NvrMark(int channel, int number) {

    /** How many blocks there are: those of the number, its lowest bit first, then those of the channel. */
    public static final int BITS = 22;

    /** How many numbers there are. */
    public static final int NUMBERS = 1 << 17;

    private static final int NUMBER_BITS = 17;
    private static final int ROW = 16;
    private static final Pattern COMMENT = Pattern.compile("simulated NVR: channel (\\d+), picture (\\d+);");

    String comment() {
        return "simulated NVR: channel " + channel + ", picture " + number + ";";
    }

    /** The rows of 16 pixels that are bright at the left edge of a picture of this height. */
    BitSet rows(int height) {
        BitSet rows = new BitSet();
        int each = height / ROW / BITS;
        int bits = channel << NUMBER_BITS | number;
        for (int bit = 0; bit < BITS; bit++) {
            rows.set(bit * each, (bit + 1) * each, (bits >> bit & 1) == 1);
        }
        return rows;
    }

    /** Reads the comment of a picture, also of one that is cut off. */
    public static Optional<NvrMark> ofComment(byte[] jpeg) {
        int head = Math.min(jpeg.length, 256);
        Matcher comment = COMMENT.matcher(new String(jpeg, 0, head, StandardCharsets.ISO_8859_1));
        return comment.find()
                ? Optional.of(new NvrMark(Integer.parseInt(comment.group(1)), Integer.parseInt(comment.group(2))))
                : Optional.empty();
    }

    /**
     * The filter of FFmpeg that leaves {@value #BITS} grey pixels of a picture or video, for {@link #ofPixels(byte[], int)}.
     *
     * @param height of the picture that was served; the video may have been made smaller or bigger
     */
    public static String filter(int height) {
        int drawn = height / ROW / BITS * BITS * ROW;
        return "crop=iw/32:ih*" + drawn + "/" + height + ":iw/64:0,scale=1:" + BITS + ":flags=area,format=gray";
    }

    /** Reads the blocks of the picture whose grey pixels begin there. */
    public static NvrMark ofPixels(byte[] pixels, int from) {
        int bits = 0;
        for (int bit = 0; bit < BITS; bit++) {
            bits |= (pixels[from + bit] & 0xFF) >= 128 ? 1 << bit : 0;
        }
        return new NvrMark(bits >> NUMBER_BITS, bits & NUMBERS - 1);
    }
}
