package dev.drover.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.drover.frames.BrokenPictureException;
import dev.drover.frames.LumaPlane;

/** Reads a portable grey map (PGM) of 8 bits, as FFmpeg writes it. */
final class GreyMap {

    private static final Pattern HEAD = Pattern.compile("P5\\s+(\\d{1,5})\\s+(\\d{1,5})\\s+255\\s");
    private static final int LONGEST_HEAD = 64;

    private GreyMap() {}

    static LumaPlane read(byte[] file, int dark) {
        String begin = new String(file, 0, Math.min(file.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(begin);
        if (!head.lookingAt()) {
            throw new BrokenPictureException("FFmpeg has found no picture in it");
        }
        int width = Integer.parseInt(head.group(1));
        int height = Integer.parseInt(head.group(2));
        if (file.length - head.end() != width * height) {
            throw new BrokenPictureException("FFmpeg has found only a part of a picture in it");
        }
        return LumaPlane.ofGrey(Arrays.copyOfRange(file, head.end(), file.length), width, height, dark);
    }
}
