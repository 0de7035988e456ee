package dev.drover.media;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.drover.media.MediaBytes.Table;
import dev.drover.media.Mp4Boxes.Box;

/**
 * Each picture and piece of sound of an MP4, in one piece or in fragments: where it lies, and when it is decoded and shown. Of
 * fragments, those count whose data is whole. The tables stay in the file and are walked: memory is needed for the fragment
 * that is looked at and for where fragments begin.
 */
final class Mp4Samples {
    private static final int MAX_SAMPLES = 20_000_000;

    private final MediaBytes bytes;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<Long, long[]> defaults = new HashMap<>();
    private Box[] fragments = new Box[16];
    private int fragmentCount;
    private long movieTimescale = 1;

    private Mp4Samples(MediaBytes bytes) {
        this.bytes = bytes;
    }

    /** One track; times in its own units. */
    static final class Track {
        private long id;
        private Kind kind = Kind.OTHER;
        private long timescale = 1;
        private long mediaTime;
        private long pause;
        private byte[] header = {};
        private byte[] handler = {};
        private byte[] description = {};
        private final Map<String, Box> tables = new HashMap<>();

        Kind kind() {
            return kind;
        }

        long timescale() {
            return timescale;
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

    /** Goes from sample to sample of a track, in the order of decoding; before the first to begin with. */
    final class Cursor {
        private final Track track;
        private final Optional<Whole> whole;
        private final Fragment fragment = new Fragment();
        private int nextFragment;
        private int number = -1;
        private long offset;
        private int size;
        private long time;
        private long length;
        private int shift;
        private boolean key;

        private Cursor(Track track) {
            this.track = track;
            this.whole = Whole.of(Mp4Samples.this, track);
        }

        /** @throws MediaException if the tables say what cannot be */
        boolean next() {
            try {
                number++;
                return whole.isPresent() && whole.get().next(this) || fragmented();
            } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException lying) {
                throw bytes.broken("has a table that is shorter than it says");
            }
        }

        private boolean fragmented() {
            while (fragment.at == fragment.count) {
                if (nextFragment == fragmentCount) {
                    return false;
                }
                fragment.at = 0;
                fragment.count = 0;
                fragment.read(track, fragments[nextFragment++]);
            }
            int at = fragment.at++;
            offset = fragment.offsets[at];
            size = fragment.sizes[at];
            time = fragment.times[at];
            length = fragment.lengths[at] & 0xFFFF_FFFFL;
            shift = fragment.shifts[at];
            key = fragment.keys[at];
            return true;
        }

        /** Its place in the order of decoding, from 0. */
        int number() {
            return number;
        }

        long offset() {
            return offset;
        }

        int size() {
            return size;
        }

        long length() {
            return length;
        }

        boolean key() {
            return key;
        }

        /** When it is shown, counted from the begin of the file; below 0 for what is only needed to decode others. */
        long shown() {
            return time + shift - track.mediaTime + track.pause;
        }

        /** How much later it is shown than decoded. */
        long shift() {
            return shift;
        }
    }

    /** @throws MediaException if it is no MP4, or its tables say what cannot be */
    static Mp4Samples read(MediaBytes bytes) {
        Mp4Samples samples = new Mp4Samples(bytes);
        List<Box> pending = new ArrayList<>();
        try {
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moov" -> samples.movie(box);
                    case "moof" -> pending.add(box);
                    case "mdat" -> {
                        pending.forEach(samples::add);
                        pending.clear();
                    }
                    default -> {
                        // nothing to learn from it
                    }
                }
            });
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException lying) {
            throw bytes.broken("has a table that is shorter than it says");
        } catch (ArithmeticException absurd) {
            throw bytes.broken("begins with a pause of centuries");
        } catch (MediaException cut) {
            if (samples.defaults.isEmpty() || cut instanceof UnreadException) {
                throw cut;
            }
        }
        return samples;
    }

    private void add(Box moof) {
        if (fragmentCount == fragments.length) {
            fragments = Arrays.copyOf(fragments, 2 * fragmentCount);
        }
        fragments[fragmentCount++] = moof;
    }

    Cursor cursor(Track track) {
        return new Cursor(track);
    }

    /** The first of a kind that has samples. */
    Optional<Track> track(Kind kind) {
        return tracks.stream()
                .filter(track -> track.kind == kind && cursor(track).next())
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

    /** The samples of a file in one piece, or what fragments go on from. */
    private static final class Whole {
        private final Mp4Samples file;
        private final Table sizes;
        private final Table chunks;
        private final Table offsets;
        private final boolean wide;
        private final Runs lengths;
        private final Optional<Runs> shifts;
        private final Optional<Table> keys;
        private final int same;
        private final int samples;
        private int entries;
        private int chunkCount;
        private int sample;
        private int chunk;
        private int inChunk;
        private int each;
        private int nextEach;
        private int nextEntry;
        private int nextKey;
        private long place;
        private long time;

        private static Optional<Whole> of(Mp4Samples file, Track track) {
            boolean wide = track.tables.containsKey("co64");
            return track.tables.keySet().containsAll(List.of("stsz", "stsc", "stts", wide ? "co64" : "stco"))
                    ? Optional.of(new Whole(file, track, wide))
                    : Optional.empty();
        }

        private Whole(Mp4Samples file, Track track, boolean wide) {
            this.file = file;
            this.wide = wide;
            sizes = file.table(track, "stsz");
            chunks = file.table(track, "stsc");
            offsets = file.table(track, wide ? "co64" : "stco");
            lengths = new Runs(file.table(track, "stts"));
            shifts = track.tables.containsKey("ctts")
                    ? Optional.of(new Runs(file.table(track, "ctts")))
                    : Optional.empty();
            keys = track.tables.containsKey("stss") ? Optional.of(file.table(track, "stss")) : Optional.empty();
            keys.ifPresent(Table::i32);
            same = sizes.i32();
            samples = sizes.i32();
            entries = chunks.i32();
            chunkCount = offsets.i32();
            if (samples < 0 || samples > MAX_SAMPLES) {
                throw file.bytes.broken("has a table of " + samples + " samples");
            }
            nextEntry = Integer.MAX_VALUE;
            entry();
            key();
        }

        private boolean next(Cursor cursor) {
            while (sample < samples && inChunk == each) {
                if (chunk == chunkCount) {
                    sample = samples;
                    break;
                }
                chunk++;
                while (chunk >= nextEntry) {
                    entry();
                }
                place = wide ? offsets.i64() : offsets.u32();
                inChunk = 0;
            }
            if (sample == samples) {
                return false;
            }
            long size = same != 0 ? same & 0xFFFF_FFFFL : sizes.u32();
            if (place < 0 || size > Integer.MAX_VALUE || place + size > file.bytes.size()) {
                if (!file.defaults.isEmpty()) {
                    // Cut off in its first fragment
                    sample = samples;
                    return false;
                }
                throw file.bytes.broken("is cut off: a picture lies behind its end");
            }
            sample++;
            inChunk++;
            cursor.offset = place;
            cursor.size = (int) size;
            cursor.time = time;
            cursor.length = lengths.next() & 0xFFFF_FFFFL;
            cursor.shift = shifts.map(Runs::next).orElse(0);
            cursor.key = keys.isEmpty() || sample == nextKey;
            if (sample == nextKey) {
                key();
            }
            place += size;
            time += cursor.length;
            cursor.fragment.next = time;
            return true;
        }

        /** The next run of chunks that hold the same number of samples. */
        private void entry() {
            each = nextEach;
            if (entries == 0) {
                nextEntry = Integer.MAX_VALUE;
                return;
            }
            entries--;
            nextEntry = Math.max(1, chunks.i32());
            nextEach = chunks.i32();
            chunks.i32();
            if (nextEach < 0) {
                throw file.bytes.broken("has a table that cannot be");
            }
        }

        private void key() {
            nextKey = keys.isPresent() && keys.get().has(4) ? keys.get().i32() : 0;
        }
    }

    private Table table(Track track, String type) {
        Box box = track.tables.get(type);
        // Behind version and flags
        return bytes.new Table(box.start() + 4, box.end());
    }

    // ── moof

    /** The samples of one track in one fragment. */
    private final class Fragment {
        private int at;
        private int count;
        private long next;
        private long[] offsets = {};
        private int[] sizes = {};
        private long[] times = {};
        private int[] lengths = {};
        private int[] shifts = {};
        private boolean[] keys = {};

        private void read(Track wanted, Box moof) {
            long[] dataEnd = {moof.start() - 8};
            Mp4Boxes.children(bytes, moof, traf -> {
                if (traf.type().equals("traf")) {
                    traf(wanted, moof.start() - 8, traf, dataEnd);
                }
            });
        }

        private void add(long offset, long size, long time, long length, int shift, boolean key) {
            if (offset < 0 || size > Integer.MAX_VALUE || offset + size > bytes.size()) {
                throw bytes.broken("is cut off: a picture lies behind its end");
            }
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

        private void traf(Track wanted, long moof, Box traf, long[] dataEnd) {
            boolean[] counts = {false};
            // Data of the samples: where it begins, where the next run goes on; time; duration, size and flags where
            // none
            // are said
            long[] base = {dataEnd[0], dataEnd[0]};
            long[] own = {0, 0, 0};
            Mp4Boxes.children(bytes, traf, box -> {
                long at = box.start();
                switch (box.type()) {
                    case "tfhd" -> {
                        int flags = (int) (bytes.u32(at) & 0xFF_FFFF);
                        long id = bytes.u32(at + 4);
                        counts[0] = id == wanted.id;
                        System.arraycopy(defaults.getOrDefault(id, own), 0, own, 0, 3);
                        long field = at + 8;
                        if ((flags & 0x1) != 0) {
                            base[0] = bytes.u64(field);
                            base[1] = base[0];
                            field += 8;
                        } else if ((flags & 0x2_0000) != 0) {
                            base[0] = moof;
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
                        if (counts[0]) {
                            next = bytes.u8(at) == 1 ? bytes.u64(at + 4) : bytes.u32(at + 4);
                        }
                    }
                    case "trun" -> {
                        base[1] = run(counts[0], box, base, own);
                    }
                    default -> {
                        // encryption, sample groups
                    }
                }
            });
            dataEnd[0] = base[1];
        }

        private long run(boolean counts, Box trun, long[] base, long[] own) {
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
                if (counts) {
                    add(place, values[1], next, values[0], (int) values[3], (values[2] & 0x1_0000) == 0);
                    next += values[0];
                }
                place += values[1];
            }
            return place;
        }
    }

    /** A table of counts and values. */
    private static final class Runs {
        private final Table table;
        private int left;
        private int value;

        private Runs(Table table) {
            this.table = table;
            table.i32();
        }

        private int next() {
            while (left == 0 && table.has(8)) {
                left = table.i32();
                value = table.i32();
            }
            left = Math.max(0, left - 1);
            return value;
        }
    }
}
