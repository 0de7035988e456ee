package dev.drover.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A fragmented MP4 of one-second fragments with a key frame every two seconds, from which two-second DASH segments of
 * any place on the time line are made: the fragment is copied and its decode time and sequence number are written anew.
 */
final class Mp4Loop {

    private static final byte[] SEGMENT_TYPE = {
        0, 0, 0, 24, 's', 't', 'y', 'p', 'm', 's', 'd', 'h', 0, 0, 0, 0, 'm', 's', 'd', 'h', 'm', 's', 'i', 'x'
    };

    /** One {@code moof} with its {@code mdat}, and where in it the numbers stand that change. */
    private record Fragment(byte[] bytes, int sequenceAt, int timeAt, boolean longTime, long time) {}

    private final byte[] init;
    private final int timescale;
    private final List<Fragment> fragments;

    private Mp4Loop(byte[] init, int timescale, List<Fragment> fragments) {
        this.init = init;
        this.timescale = timescale;
        this.fragments = fragments;
    }

    /**
     * @param file a whole fragmented MP4: {@code ftyp moov (moof mdat)*}
     * @throws IllegalArgumentException when it is not one, or not cut into whole seconds
     */
    static Mp4Loop parse(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int initEnd = -1;
        int timescale = 0;
        List<Fragment> fragments = new ArrayList<>();
        int moof = -1;
        for (int at = 0; at < file.length; ) {
            int size = boxSize(buffer, at, file.length);
            switch (type(buffer, at)) {
                case "moov" -> {
                    initEnd = at + size;
                    int mdhd = find(buffer, at, at + size, "trak", "mdia", "mdhd");
                    timescale = buffer.getInt(mdhd + (buffer.get(mdhd + 8) == 0 ? 20 : 28));
                }
                case "moof" -> moof = at;
                case "mdat" -> {
                    if (moof < 0) {
                        throw new IllegalArgumentException("media data at byte " + at + " has no moof before it");
                    }
                    fragments.add(fragment(buffer, moof, at, at + size));
                    moof = -1;
                }
                default -> {
                    // styp, sidx, mfra: not needed
                }
            }
            at += size;
        }
        if (initEnd < 0 || timescale <= 0 || fragments.isEmpty() || fragments.size() % 2 != 0) {
            throw new IllegalArgumentException("not a loop of whole segments: " + fragments.size() + " fragments");
        }
        for (int i = 0; i < fragments.size(); i++) {
            if (fragments.get(i).time() != (long) i * timescale) {
                throw new IllegalArgumentException("fragment " + i + " starts at "
                        + fragments.get(i).time() + "/" + timescale + " s instead of " + i + " s");
            }
        }
        byte[] init = new byte[initEnd];
        System.arraycopy(file, 0, init, 0, initEnd);
        return new Mp4Loop(init, timescale, List.copyOf(fragments));
    }

    private static Fragment fragment(ByteBuffer buffer, int moof, int mdat, int end) {
        int mfhd = find(buffer, moof, mdat, "mfhd");
        int tfdt = find(buffer, moof, mdat, "traf", "tfdt");
        boolean longTime = buffer.get(tfdt + 8) == 1;
        long time = longTime ? buffer.getLong(tfdt + 12) : Integer.toUnsignedLong(buffer.getInt(tfdt + 12));
        byte[] bytes = new byte[end - moof];
        buffer.get(moof, bytes);
        return new Fragment(bytes, mfhd + 12 - moof, tfdt + 12 - moof, longTime, time);
    }

    private static int boxSize(ByteBuffer buffer, int at, int end) {
        if (end - at < 8) {
            throw new IllegalArgumentException("the file ends within a box header at byte " + at);
        }
        int size = buffer.getInt(at);
        if (size < 8 || size > end - at) {
            throw new IllegalArgumentException("box at byte " + at + " has an impossible size " + size);
        }
        return size;
    }

    private static String type(ByteBuffer buffer, int at) {
        byte[] name = new byte[4];
        buffer.get(at + 4, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** The place of a box inside the box at {@code at}, by the names on the way to it. */
    private static int find(ByteBuffer buffer, int at, int end, String... path) {
        int from = at + 8;
        int to = Math.min(end, at + boxSize(buffer, at, end));
        for (int depth = 0; ; depth++) {
            int found = -1;
            for (int i = from; i < to && found < 0; i += boxSize(buffer, i, to)) {
                if (type(buffer, i).equals(path[depth])) {
                    found = i;
                }
            }
            if (found < 0) {
                throw new IllegalArgumentException("box " + String.join("/", path) + " not found");
            }
            if (depth == path.length - 1) {
                return found;
            }
            to = found + boxSize(buffer, found, to);
            from = found + 8;
        }
    }

    /** The initialisation segment; not to be changed. */
    byte[] init() {
        return init;
    }

    /** How many two-second segments the loop has. */
    int segments() {
        return fragments.size() / 2;
    }

    /**
     * One segment as the {@code position}-th of a range: its decode time is {@code 2·position} seconds.
     *
     * @param loopIndex which picture, 0 … {@link #segments()}-1
     * @param position where in the requested range, from 0
     * @param seconds 2 for a whole segment, 1 for its first half
     * @param minimumBytes a smaller segment is filled up with a {@code free} box; 0 for none
     */
    byte[] segment(int loopIndex, long position, int seconds, int minimumBytes) {
        int length = SEGMENT_TYPE.length;
        for (int i = 0; i < seconds; i++) {
            length += fragments.get(2 * loopIndex + i).bytes().length;
        }
        int padding = minimumBytes > length ? Math.max(8, minimumBytes - length) : 0;
        ByteBuffer out = ByteBuffer.allocate(length + padding);
        out.put(SEGMENT_TYPE);
        for (int i = 0; i < seconds; i++) {
            Fragment fragment = fragments.get(2 * loopIndex + i);
            int start = out.position();
            out.put(fragment.bytes());
            out.putInt(start + fragment.sequenceAt(), (int) (2 * position + i + 1));
            long time = (2 * position + i) * timescale;
            if (fragment.longTime()) {
                out.putLong(start + fragment.timeAt(), time);
            } else {
                out.putInt(start + fragment.timeAt(), (int) time);
            }
        }
        if (padding > 0) {
            out.putInt(padding).put("free".getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.array();
    }
}
