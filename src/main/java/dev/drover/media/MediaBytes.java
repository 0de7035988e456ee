package dev.drover.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/** Big-endian numbers anywhere in a file, read through one small window; whatever fails is a {@link MediaException}. */
final class MediaBytes implements Closeable {
    static final long LARGEST = 1L << 56;
    private static final int WINDOW = 4096;
    private static final int TABLE_WINDOW = 16_384;
    private static final long LARGEST_TABLE = 16L << 20;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private long windowStart;

    private MediaBytes(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
        window.limit(0);
    }

    static MediaBytes open(Path file) {
        try {
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
            if (kind.isDirectory()) {
                throw new MediaException(file, "is a folder, not a media file", null);
            }
            // A pipe would be waited for
            if (!kind.isRegularFile()) {
                throw new MediaException(file, "is no file, but a pipe or a device", null);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                MediaBytes bytes = new MediaBytes(file, channel);
                if (bytes.size == 0) {
                    throw bytes.broken("is empty");
                }
                return bytes;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new MediaException(file, "does not exist", e);
        } catch (IOException e) {
            throw new UnreadException(file, e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    long size() {
        return size;
    }

    int u8(long at) {
        return at(at, 1).get() & 0xFF;
    }

    int u16(long at) {
        return at(at, 2).getShort() & 0xFFFF;
    }

    long u32(long at) {
        return at(at, 4).getInt() & 0xFFFF_FFFFL;
    }

    /** Refuses what is so large that sums of it could overflow: no real size or time is. */
    long u64(long at) {
        long value = at(at, 8).getLong();
        if (value < 0 || value > LARGEST) {
            throw broken("has a number out of range at byte " + at);
        }
        return value;
    }

    String ascii(long at, int length) {
        byte[] bytes = new byte[length];
        at(at, length).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Numbers one behind the other, through a window of their own: so several tables can be read side by side. */
    final class Table {
        private final ByteBuffer some = ByteBuffer.allocate(TABLE_WINDOW).limit(0);
        private final long end;
        private long behind;

        /** @param from where its first number is, @param end first byte behind it */
        Table(long from, long end) {
            this.behind = from;
            this.end = end;
        }

        boolean has(int length) {
            return some.remaining() + end - behind >= length;
        }

        int i32() {
            return next(4).getInt();
        }

        long u32() {
            return i32() & 0xFFFF_FFFFL;
        }

        long i64() {
            return next(8).getLong();
        }

        private ByteBuffer next(int length) {
            if (some.remaining() < length) {
                if (!has(length)) {
                    throw broken("has a table that is shorter than it says");
                }
                behind -= some.remaining();
                some.clear().limit((int) Math.min(TABLE_WINDOW, end - behind));
                read(some, behind);
                if (some.hasRemaining()) {
                    throw broken("became shorter while it was read");
                }
                behind += some.flip().limit();
            }
            return some;
        }
    }

    /** Some bytes as a whole. */
    ByteBuffer all(long at, long length) {
        if (at < 0 || length < 0 || length > LARGEST_TABLE) {
            throw broken("has a table of impossible size at byte " + at);
        }
        if (at > size - length) {
            throw cutOff(at + length);
        }
        ByteBuffer table = ByteBuffer.allocate((int) length);
        read(table, at);
        if (table.hasRemaining()) {
            throw broken("became shorter while it was read");
        }
        return table.flip();
    }

    MediaException broken(String what) {
        return new MediaException(file, what, null);
    }

    MediaException cutOff(long needed) {
        return broken("is cut off: " + size + " of at least " + needed + " bytes");
    }

    /** For what is no media at all, mostly an error page: says how it begins. */
    MediaException foreign(String expected) {
        String begin = ascii(0, (int) Math.min(60, size)).replaceAll("[^\\x20-\\x7e]+", "·");
        return new ForeignException(file, "is no " + expected + "; it begins with: " + begin);
    }

    static Duration duration(long units, long timescale) {
        return Duration.ofSeconds(units / timescale, units % timescale * 1_000_000_000L / timescale);
    }

    private ByteBuffer at(long at, int length) {
        if (at < 0 || at > size - length) {
            throw cutOff(at + length);
        }
        if (at < windowStart || at + length > windowStart + window.limit()) {
            fill(at, length);
        }
        return window.position((int) (at - windowStart));
    }

    private void fill(long at, int length) {
        window.clear();
        windowStart = at;
        try {
            read(window, at);
        } finally {
            window.flip();
        }
        if (window.limit() < length) {
            window.limit(0);
            throw broken("became shorter while it was read");
        }
    }

    private void read(ByteBuffer into, long at) {
        try {
            while (into.hasRemaining() && channel.read(into, at + into.position()) > 0) {
                // a short read is no end of file
            }
        } catch (IOException e) {
            throw new UnreadException(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new MediaException(file, "cannot be closed: " + e.getMessage(), e);
        }
    }
}
