package dev.drover.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.drover.media.Mp4Boxes.Box;

/**
 * Each picture and piece of sound of an MP4, in one piece or in fragments: where it lies, and when it is decoded and shown. Of
 * fragments, those count whose data is whole. Some 30 bytes of memory for each.
 */
final class Mp4Samples {
    private static final int MAX_SAMPLES = 20_000_000;

    private final MediaBytes bytes;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<Long, long[]> defaults = new HashMap<>();
    private long movieTimescale = 1;

    private Mp4Samples(MediaBytes bytes) {
        this.bytes = bytes;
    }

    /** The samples of one track in the order of decoding; times in its own units. */
    static final class Track {
        private long id;
        private Kind kind = Kind.OTHER;
        private long timescale = 1;
        private long mediaTime;
        private long pause;
        private long next;
        private byte[] header = {};
        private byte[] handler = {};
        private byte[] description = {};
        private final Map<String, Box> tables = new HashMap<>();
        private int count;
        private long[] offsets = {};
        private int[] sizes = {};
        private long[] times = {};
        private int[] lengths = {};
        private int[] shifts = {};
        private boolean[] keys = {};

        private void add(long offset, long size, long time, long length, int shift, boolean key) {
            if (count == sizes.length) {
                int room = Math.max(256, count + (count >> 1));
                offsets = Arrays.copyOf(offsets, room);
                sizes = Arrays.copyOf(sizes, room);
                times = Arrays.copyOf(times, room);
                lengths = Arrays.copyOf(lengths, room);
                shifts = Arrays.copyOf(shifts, room);
                keys = Arrays.copyOf(keys, room);
            }
            offsets[count] = offset;
            sizes[count] = (int) size;
            times[count] = time;
            lengths[count] = (int) length;
            shifts[count] = shift;
            keys[count] = key;
            count++;
        }

        Kind kind() {
            return kind;
        }

        long timescale() {
            return timescale;
        }

        int count() {
            return count;
        }

        long offset(int sample) {
            return offsets[sample];
        }

        int size(int sample) {
            return sizes[sample];
        }

        long length(int sample) {
            return lengths[sample];
        }

        boolean key(int sample) {
            return keys[sample];
        }

        /** When it is shown, counted from the begin of the file; below 0 for what is only needed to decode others. */
        long shown(int sample) {
            return times[sample] + shifts[sample] - mediaTime + pause;
        }

        /** How much later it is shown than decoded. */
        long shift(int sample) {
            return shifts[sample];
        }

        /** Content of its {@code tkhd}, {@code hdlr} and {@code stsd}. */
        byte[] header() {
            return header;
        }

        byte[] handler() {
            return handler;
        }

        byte[] description() {
            return description;
        }
    }

    /** @throws MediaException if it is no MP4, or its tables say what cannot be */
    static Mp4Samples read(MediaBytes bytes) {
        Mp4Samples samples = new Mp4Samples(bytes);
        List<Box> fragment = new ArrayList<>();
        try {
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moov" -> samples.movie(box);
                    case "moof" -> fragment.add(box);
                    case "mdat" -> {
                        fragment.forEach(samples::fragment);
                        fragment.clear();
                    }
                    default -> {
                        // nothing to learn from it
                    }
                }
            });
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException lying) {
            throw bytes.broken("has a table that is shorter than it says");
        } catch (MediaException cut) {
            if (samples.defaults.isEmpty() || cut instanceof UnreadException) {
                throw cut;
            }
        }
        return samples;
    }

    Optional<Track> track(Kind kind) {
        return tracks.stream()
                .filter(track -> track.kind == kind && track.count > 0)
                .findFirst();
    }

    // ── moov

    private void movie(Box moov) {
        Mp4Boxes.children(bytes, moov, box -> {
            switch (box.type()) {
                case "mvhd" ->
                    movieTimescale = Math.max(1, bytes.u32(box.start() + (bytes.u8(box.start()) == 1 ? 20 : 12)));
                case "trak" -> {
                    Track track = new Track();
                    track(box, track);
                    if (tracks.size() < 64) {
                        tracks.add(track);
                    }
                }
                case "mvex" ->
                    Mp4Boxes.children(bytes, box, trex -> {
                        if (trex.type().equals("trex") && defaults.size() < 64) {
                            long at = trex.start();
                            defaults.put(
                                    bytes.u32(at + 4),
                                    new long[] {bytes.u32(at + 12), bytes.u32(at + 16), bytes.u32(at + 20)});
                        }
                    });
                default -> {
                    // of no matter here
                }
            }
        });
        for (Track track : tracks) {
            track.pause = Math.multiplyExact(track.pause, track.timescale) / movieTimescale;
            whole(track);
        }
    }

    private void track(Box parent, Track track) {
        Mp4Boxes.children(bytes, parent, box -> {
            long at = box.start();
            switch (parent.type() + "/" + box.type()) {
                case "trak/edts", "trak/mdia", "mdia/minf", "minf/stbl" -> track(box, track);
                case "trak/tkhd" -> {
                    track.id = bytes.u32(at + (bytes.u8(at) == 1 ? 20 : 12));
                    track.header = content(box);
                }
                case "edts/elst" -> edits(box, track);
                case "mdia/mdhd" -> track.timescale = Math.max(1, bytes.u32(at + (bytes.u8(at) == 1 ? 20 : 12)));
                case "mdia/hdlr" -> {
                    track.handler = content(box);
                    track.kind = Kind.ofHandler(bytes.ascii(at + 8, 4));
                }
                case "stbl/stsd" -> track.description = content(box);
                default -> track.tables.put(box.type(), box);
            }
        });
    }

    private byte[] content(Box box) {
        return bytes.all(box.start(), box.length()).array();
    }

    private void edits(Box elst, Track track) {
        boolean wide = bytes.u8(elst.start()) == 1;
        long at = elst.start() + 8;
        for (long count = Math.min(16, bytes.u32(elst.start() + 4)); count > 0; count--, at += wide ? 20 : 12) {
            long time = wide ? bytes.u32(at + 8) << 32 | bytes.u32(at + 12) : (int) bytes.u32(at + 4);
            if (time >= 0) {
                track.mediaTime = time;
                return;
            }
            track.pause += wide ? bytes.u64(at) : bytes.u32(at);
        }
    }

    /** The samples of a file in one piece. */
    private void whole(Track track) {
        boolean wide = track.tables.containsKey("co64");
        String places = wide ? "co64" : "stco";
        if (!track.tables.keySet().containsAll(List.of("stsz", "stsc", "stts", places))) {
            return;
        }
        ByteBuffer sizes = table(track, "stsz");
        ByteBuffer chunks = table(track, "stsc");
        ByteBuffer offsets = table(track, places);
        Runs lengths = new Runs(table(track, "stts"));
        Optional<Runs> shifts =
                track.tables.containsKey("ctts") ? Optional.of(new Runs(table(track, "ctts"))) : Optional.empty();
        Optional<ByteBuffer> keys =
                track.tables.containsKey("stss") ? Optional.of(table(track, "stss")) : Optional.empty();
        int same = sizes.getInt(4);
        int samples = sizes.getInt(8);
        int entries = chunks.getInt(4);
        int chunkCount = offsets.getInt(4);
        if (samples < 0 || samples > MAX_SAMPLES) {
            throw bytes.broken("has a table of " + samples + " samples");
        }
        keys.ifPresent(table -> table.position(8));
        long time = 0;
        int sample = 0;
        for (int entry = 0; entry < entries && sample < samples; entry++) {
            int at = 8 + 12 * entry;
            int behind = entry + 1 < entries ? chunks.getInt(at + 12) : chunkCount + 1;
            int each = chunks.getInt(at + 4);
            for (int chunk = Math.max(1, chunks.getInt(at)); chunk < behind && sample < samples; chunk++) {
                long place = wide ? offsets.getLong(8 * chunk) : offsets.getInt(4 + 4 * chunk) & 0xFFFF_FFFFL;
                for (int i = 0; i < each && sample < samples; i++, sample++) {
                    long size = same != 0 ? same : sizes.getInt(12 + 4 * sample) & 0xFFFF_FFFFL;
                    long length = lengths.next() & 0xFFFF_FFFFL;
                    boolean key = keys.isEmpty();
                    if (!key
                            && keys.get().hasRemaining()
                            && keys.get().getInt(keys.get().position()) == sample + 1) {
                        keys.get().getInt();
                        key = true;
                    }
                    add(track, place, size, time, length, shifts.map(Runs::next).orElse(0), key);
                    place += size;
                    time += length;
                }
            }
        }
    }

    private ByteBuffer table(Track track, String type) {
        Box box = track.tables.get(type);
        return bytes.all(box.start(), box.length());
    }

    private void add(Track track, long place, long size, long time, long length, int shift, boolean key) {
        if (place < 0 || size > Integer.MAX_VALUE || place + size > bytes.size()) {
            throw bytes.broken("is cut off: a picture lies behind its end");
        }
        track.add(place, size, time, length, shift, key);
    }

    // ── moof

    private void fragment(Box moof) {
        long[] dataEnd = {moof.start() - 8};
        Mp4Boxes.children(bytes, moof, traf -> {
            if (traf.type().equals("traf")) {
                traf(moof.start() - 8, traf, dataEnd);
            }
        });
    }

    private void traf(long moof, Box traf, long[] dataEnd) {
        Track[] track = {null};
        // Data of the samples: where it begins, where the next run goes on; time; duration, size and flags where none
        // are said
        long[] base = {moof, dataEnd[0]};
        long[] own = {0, 0, 0};
        Mp4Boxes.children(bytes, traf, box -> {
            long at = box.start();
            switch (box.type()) {
                case "tfhd" -> {
                    int flags = (int) (bytes.u32(at) & 0xFF_FFFF);
                    long id = bytes.u32(at + 4);
                    track[0] = tracks.stream()
                            .filter(each -> each.id == id)
                            .findFirst()
                            .orElse(null);
                    System.arraycopy(defaults.getOrDefault(id, own), 0, own, 0, 3);
                    long field = at + 8;
                    if ((flags & 0x1) != 0) {
                        base[0] = bytes.u64(field);
                        base[1] = base[0];
                        field += 8;
                    } else if ((flags & 0x2_0000) != 0) {
                        base[1] = moof;
                    }
                    field += (flags & 0x2) != 0 ? 4 : 0;
                    for (int i = 0; i < 3; i++) {
                        if ((flags & 0x8 << i) != 0) {
                            own[i] = bytes.u32(field);
                            field += 4;
                        }
                    }
                }
                case "tfdt" -> {
                    if (track[0] != null) {
                        track[0].next = bytes.u8(at) == 1 ? bytes.u64(at + 4) : bytes.u32(at + 4);
                    }
                }
                case "trun" -> {
                    if (track[0] != null) {
                        base[1] = run(track[0], box, base, own);
                    }
                }
                default -> {
                    // encryption, sample groups
                }
            }
        });
        dataEnd[0] = base[1];
    }

    private long run(Track track, Box trun, long[] base, long[] own) {
        long at = trun.start();
        int flags = (int) (bytes.u32(at) & 0xFF_FFFF);
        long samples = bytes.u32(at + 4);
        if (samples > MAX_SAMPLES) {
            throw bytes.broken("has a table of " + samples + " samples");
        }
        at += 8;
        long place = base[1];
        if ((flags & 0x1) != 0) {
            place = base[0] + (int) bytes.u32(at);
            at += 4;
        }
        long first = own[2];
        if ((flags & 0x4) != 0) {
            first = bytes.u32(at);
            at += 4;
        }
        for (long i = 0; i < samples; i++) {
            long[] values = {own[0], own[1], i == 0 ? first : own[2], 0};
            for (int field = 0; field < 4; field++) {
                if ((flags & 0x100 << field) != 0) {
                    values[field] = bytes.u32(at);
                    at += 4;
                }
            }
            add(track, place, values[1], track.next, values[0], (int) values[3], (values[2] & 0x1_0000) == 0);
            place += values[1];
            track.next += values[0];
        }
        return place;
    }

    /** A table of counts and values. */
    private static final class Runs {
        private final ByteBuffer table;
        private int left;
        private int value;

        private Runs(ByteBuffer table) {
            this.table = table.position(8);
        }

        private int next() {
            while (left == 0 && table.remaining() >= 8) {
                left = table.getInt();
                value = table.getInt();
            }
            left = Math.max(0, left - 1);
            return value;
        }
    }
}
