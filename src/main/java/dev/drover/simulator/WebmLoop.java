package dev.drover.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Opus packets of 20 ms from a live WebM file, from which two-second WebM clusters of any place on the time line are
 * made. FFmpeg cuts clusters where it likes; here every segment has exactly 100 packets, so that ranges join.
 */
final class WebmLoop {

    private static final int PACKET_MS = 20;
    private static final int PACKETS_PER_SEGMENT = 2000 / PACKET_MS;

    private static final long SEGMENT = 0x18538067L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long BLOCK_GROUP = 0xA0L;
    private static final long BLOCK = 0xA1L;
    private static final long SIMPLE_BLOCK = 0xA3L;

    private final byte[] init;
    private final List<byte[]> packets;

    private WebmLoop(byte[] init, List<byte[]> packets) {
        this.init = init;
        this.packets = packets;
    }

    /**
     * @param file a whole WebM file of one Opus track, written with a segment of unknown size ({@code -live 1})
     * @throws IllegalArgumentException when it is not one or shorter than one segment
     */
    static WebmLoop parse(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int initEnd = -1;
        List<byte[]> packets = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            long id = number(in, false);
            long size = number(in, true);
            if (id == CLUSTER && initEnd < 0) {
                initEnd = start;
            }
            if (id == SEGMENT || id == CLUSTER || id == BLOCK_GROUP) {
                continue; // a container: go on with what is in it
            }
            if (size < 0 || size > in.remaining()) {
                throw new IllegalArgumentException("element at byte " + start + " is longer than the file");
            }
            if (id == SIMPLE_BLOCK || id == BLOCK) {
                byte[] packet = new byte[(int) size - 4];
                in.get(in.position() + 4, packet);
                packets.add(packet);
            }
            in.position(in.position() + (int) size);
        }
        int whole = packets.size() / PACKETS_PER_SEGMENT * PACKETS_PER_SEGMENT;
        if (initEnd < 0 || whole == 0) {
            throw new IllegalArgumentException("not a WebM audio loop: " + packets.size() + " packets");
        }
        byte[] init = new byte[initEnd];
        System.arraycopy(file, 0, init, 0, initEnd);
        return new WebmLoop(init, List.copyOf(packets.subList(0, whole)));
    }

    /** An EBML number of variable length; sizes without, identifiers with their length marker. -1: unknown size. */
    private static long number(ByteBuffer in, boolean withoutMarker) {
        int first = in.get() & 0xFF;
        int length = Integer.numberOfLeadingZeros(first) - 24 + 1;
        if (length > 8) {
            throw new IllegalArgumentException("no EBML number at byte " + (in.position() - 1));
        }
        int mask = (1 << (8 - length)) - 1;
        long value = withoutMarker ? first & mask : first;
        boolean ones = (first & mask) == mask;
        for (int i = 1; i < length; i++) {
            int next = in.get() & 0xFF;
            ones &= next == 0xFF;
            value = value << 8 | next;
        }
        return withoutMarker && ones ? -1 : value;
    }

    /** The header up to the first cluster; not to be changed. */
    byte[] init() {
        return init;
    }

    /** How many two-second segments the loop has. */
    int segments() {
        return packets.size() / PACKETS_PER_SEGMENT;
    }

    /**
     * One segment as the {@code position}-th of a range: its cluster starts at {@code 2·position} seconds.
     *
     * @param loopIndex which piece of sound, 0 … {@link #segments()}-1
     * @param position where in the requested range, from 0
     * @param seconds 2 for a whole segment, 1 for its first half
     */
    byte[] segment(int loopIndex, long position, int seconds) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream(16 * 1024);
        blocks.writeBytes(new byte[] {(byte) 0xE7, (byte) 0x88}); // cluster timecode, 8 bytes, milliseconds
        blocks.writeBytes(ByteBuffer.allocate(8).putLong(2000 * position).array());
        for (int i = 0; i < seconds * 1000 / PACKET_MS; i++) {
            byte[] packet = packets.get(loopIndex * PACKETS_PER_SEGMENT + i);
            blocks.write((int) SIMPLE_BLOCK);
            blocks.writeBytes(size(packet.length + 4));
            blocks.write(0x81); // track 1
            blocks.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) (i * PACKET_MS)).array());
            blocks.write(0x80); // a key frame, as every Opus packet
            blocks.writeBytes(packet);
        }
        byte[] body = blocks.toByteArray();
        ByteBuffer out = ByteBuffer.allocate(8 + body.length);
        return out.putInt((int) CLUSTER).put(size(body.length)).put(body).array();
    }

    private static byte[] size(int value) {
        return ByteBuffer.allocate(4).putInt(0x10000000 | value).array();
    }
}
