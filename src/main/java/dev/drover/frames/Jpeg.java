package dev.drover.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the outside of a JPEG tells. Decoders take a truncated one without a word and paint the rest grey, so its end is looked
 * for: the last two bytes that are not zero, as some cameras fill up with zeros.
 *
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 */
@RegisterForReflection
public record Jpeg(int width, int height) {

    /** No camera makes a picture of fewer bytes. */
    public static final int LEAST_BYTES = 1000;

    /** Where the size of the picture is found at the latest: behind EXIF data, which has a thumbnail, and a colour profile. */
    private static final int HEAD_BYTES = 256 * 1024;

    private static final int TAIL_BYTES = 64 * 1024;

    /**
     * @param bytes the whole file
     * @throws BrokenPictureException if it is no JPEG, or not all of one
     */
    public static Jpeg of(byte[] bytes) {
        return of(bytes, bytes, bytes.length);
    }

    /**
     * The same for a file, of which only the begin and the end are read.
     *
     * @throws BrokenPictureException if it is no JPEG, or not all of one
     */
    public static Jpeg of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            // What there is to know is mostly in the first bytes
            byte[] head = read(channel, 0, Math.min(size, 4096));
            byte[] tail = read(channel, Math.max(0, size - 4096), Math.min(size, 4096));
            if (Arrays.equals(tail, new byte[tail.length])) {
                tail = read(channel, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
            }
            try {
                return of(head, tail, size);
            } catch (FurtherBehindException further) {
                return of(read(channel, 0, Math.min(size, HEAD_BYTES)), tail, size);
            }
        }
    }

    private static byte[] read(FileChannel channel, long from, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new BrokenPictureException("it became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private static Jpeg of(byte[] head, byte[] tail, long size) {
        ends(head, tail, size);
        if (size < LEAST_BYTES) {
            throw new BrokenPictureException("it has only " + size + " bytes");
        }
        return size(head, size);
    }

    /**
     * Looks whether it begins and ends as a JPEG does.
     *
     * @param tail its last bytes
     * @param size of the whole file
     * @return where it ends in {@code tail}, without what it is filled up with
     */
    static int ends(byte[] head, byte[] tail, long size) {
        if (size == 0) {
            throw new BrokenPictureException("it is empty");
        }
        if (size < 3 || at(head, 0) != 0xFF || at(head, 1) != 0xD8 || at(head, 2) != 0xFF) {
            throw new BrokenPictureException("it is no JPEG" + instead(head));
        }
        int end = tail.length;
        while (end > 0 && tail[end - 1] == 0) {
            end--;
        }
        if (end < 2 || at(tail, end - 2) != 0xFF || at(tail, end - 1) != 0xD9) {
            throw new BrokenPictureException("it is cut off, after " + size + " bytes");
        }
        return end;
    }

    /** From marker to marker: the one that begins a frame tells its size, and the pixels begin with the scan behind it. */
    private static Jpeg size(byte[] head, long size) {
        Jpeg found = null;
        int at = 2;
        while (true) {
            // Fill bytes may stand before any marker
            while (at + 1 < head.length && at(head, at) == 0xFF && at(head, at + 1) == 0xFF) {
                at++;
            }
            if (at + 9 > head.length) {
                if (head.length < Math.min(size, HEAD_BYTES)) {
                    throw new FurtherBehindException();
                }
                throw new BrokenPictureException("its size is not where it should be");
            }
            int marker = at(head, at + 1);
            if (found != null && at(head, at) == 0xFF && marker == 0xDA) {
                return found;
            }
            if (at(head, at) != 0xFF || marker < 0xC0 || marker == 0xDA || marker == 0xD9) {
                throw new BrokenPictureException("it has no picture in it");
            }
            if (marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                found = new Jpeg(word(head, at + 7), word(head, at + 5));
                if (found.width == 0 || found.height == 0) {
                    throw new BrokenPictureException("it says that its size is " + found.width + "x" + found.height);
                }
            }
            at += 2 + word(head, at + 2);
        }
    }

    private static String instead(byte[] head) {
        String begin = new String(head, 0, Math.min(head.length, 200), StandardCharsets.UTF_8).strip();
        return begin.startsWith("[") || begin.startsWith("{")
                ? " but JSON"
                : begin.startsWith("<") ? " but a page" : "";
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    private static int word(byte[] bytes, int index) {
        return at(bytes, index) << 8 | at(bytes, index + 1);
    }

    /** The size is not in what was read. */
    private static final class FurtherBehindException extends RuntimeException {
        FurtherBehindException() {
            super(null, null, false, false);
        }
    }
}
