package dev.drover.media;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import dev.drover.media.Mp4Samples.Track;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Puts MP4 files, or stretches of them, one behind the other without decoding: the first picture and the first sound track of
 * each. The bytes are copied by the system; each picture keeps its distance to the ones before and behind it, and where files
 * meet, the next begins when the last picture of the one before has been shown for its time. Sound follows its pictures.
 *
 * <p>Pictures are not stored in the order in which they are shown. A stretch begins with a key frame, and ends where all pictures
 * shown before have been decoded: no picture is there twice or in the wrong place.
 */
public final class Mp4Joiner {

    private static final int TICKS = 1000;
    private static final long AT_ONCE = 16 << 20;

    private Mp4Joiner() {}

    /**
     * A stretch of a file.
     *
     * @param file an MP4, in one piece or in fragments
     * @param from where to begin, counted from the first picture: the last key frame at or before that
     * @param until where to end, counted likewise, give or take half a picture; empty for the end of the file. A few pictures
     *     more are taken where others need them
     * @param all whether nothing is given: all pictures that begin before {@code until} are taken
     */
    public record Stretch(Path file, Duration from, Optional<Duration> until, boolean all) {
        /** Ends give or take half a picture. */
        public Stretch(Path file, Duration from, Optional<Duration> until) {
            this(file, from, until, false);
        }
    }

    /**
     * What was taken of a stretch.
     *
     * @param from its first picture, counted from the file's
     * @param length how long its pictures are shown
     */
    public record Taken(Duration from, Duration length) {}

    /** The pictures from {@code first} to before {@code end}, in the order of decoding; shown from {@code begin} to {@code over}. */
    private record Range(int first, int end, long begin, long over) {
        private boolean has(Track track, int sample) {
            // Pictures behind a key frame that are shown before it need the ones before it
            return sample == first || track.shown(sample) >= begin;
        }
    }

    /**
     * Writes the file; neither hidden while it grows nor synced.
     *
     * @param stretches at least one, of files of the same {@link MediaFile#shape()}
     * @return what was taken of each
     * @throws MediaException if a file is not what it says it is; says which
     * @throws UnreadException if one cannot be read, now; says which
     * @throws IOException if the output cannot be written
     */
    public static List<Taken> join(List<Stretch> stretches, Path output) throws IOException {
        return join(stretches, output, () -> false);
    }

    /**
     * Writes the file, unless it is stopped.
     *
     * @param stopped asked before each file and every 16 MB
     * @return as {@link #join(List, Path)}
     * @throws CancellationException if it was stopped; what is written remains
     * @throws IOException as {@link #join(List, Path)}
     */
    public static List<Taken> join(List<Stretch> stretches, Path output, BooleanSupplier stopped) throws IOException {
        List<Taken> taken = new ArrayList<>();
        Joined joined = new Joined();
        // What is where is known before anything is written: so the index can be in front
        for (Stretch stretch : stretches) {
            try (MediaBytes bytes = MediaBytes.open(stretch.file())) {
                taken.add(joined.add(stretch, Mp4Samples.read(bytes), bytes));
            }
        }
        joined.tracks.removeIf(track -> !track.begun());
        joined.write(output, stopped);
        return taken;
    }

    /** Whether a copy of a file can end at a moment to the picture: all that is shown before is decoded before. */
    public static boolean canEndAt(Path file, Duration until) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Track track = main(Mp4Samples.read(bytes), bytes);
            Range range = range(track, Duration.ZERO, Optional.of(until), false);
            long over = range.over - range.begin - units(until, track.timescale());
            return range.end == track.count() || over <= track.length(range.end - 1) / 2 + near(track);
        }
    }

    /** When the pictures of a file are shown, counted from the first, in that order; and as the last one, when it is over. */
    public static List<Duration> pictures(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Track track = main(Mp4Samples.read(bytes), bytes);
            long[] shown = new long[track.count() + 1];
            long first = first(track);
            for (int i = 0; i < track.count(); i++) {
                shown[i] = track.shown(i) - first;
                shown[track.count()] = Math.max(shown[track.count()], shown[i] + track.length(i));
            }
            Arrays.sort(shown);
            return Arrays.stream(shown)
                    .mapToObj(time -> MediaBytes.duration(Math.max(0, time), track.timescale()))
                    .toList();
        }
    }

    /** How long after the begin of a file its first picture is shown: there may be sound before. */
    public static Duration lead(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Track track = main(Mp4Samples.read(bytes), bytes);
            return MediaBytes.duration(Math.max(0, first(track)), track.timescale());
        }
    }

    private static Track main(Mp4Samples samples, MediaBytes bytes) {
        return samples.track(Kind.VIDEO)
                .or(() -> samples.track(Kind.AUDIO))
                .orElseThrow(() -> bytes.broken("holds no picture"));
    }

    private static long first(Track track) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < track.count(); i++) {
            first = Math.min(first, track.shown(i));
        }
        return first;
    }

    private static Range range(Track track, Duration from, Optional<Duration> until, boolean all) {
        long zero = first(track);
        long wanted = zero + units(from, track.timescale());
        int first = 0;
        long near = near(track);
        for (int i = 0; i < track.count(); i++) {
            if (track.key(i) && track.shown(i) <= wanted + near && track.shown(i) >= track.shown(first)) {
                first = i;
            }
        }
        long begin = first == 0 ? zero : track.shown(first);
        long over = begin;
        long enough =
                until.map(duration -> zero + units(duration, track.timescale())).orElse(Long.MAX_VALUE);
        int end = track.count();
        // What is still to come before each place in the order of decoding
        long[] before = new long[track.count() + 1];
        before[track.count()] = Long.MAX_VALUE;
        for (int i = track.count() - 1; i >= first; i--) {
            before[i] = Math.min(before[i + 1], track.shown(i) < begin ? Long.MAX_VALUE : track.shown(i));
        }
        for (int i = first; i < track.count(); i++) {
            if (i > first
                    && (all ? before[i] >= enough : over >= enough - track.length(i) / 2 - near)
                    && before[i] >= over - near) {
                end = i;
                break;
            }
            if (track.shown(i) >= begin) {
                over = Math.max(over, track.shown(i) + track.length(i));
            }
        }
        return new Range(first, end, begin, over);
    }

    // What is given to the microsecond is not to the unit
    private static long near(Track track) {
        return track.timescale() / TICKS;
    }

    private static long units(Duration duration, long timescale) {
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds(), timescale), duration.getNano() * timescale / 1_000_000_000L);
    }

    /** The file that is to be. */
    private static final class Joined {
        private final List<OutTrack> tracks = new ArrayList<>();
        private final List<Bytes> data = new ArrayList<>();
        private long size;
        private Duration length = Duration.ZERO;

        private record Bytes(Path file, long from, long size) {}

        private Taken add(Stretch stretch, Mp4Samples samples, MediaBytes bytes) {
            Track main = main(samples, bytes);
            if (ByteBuffer.wrap(main.description()).getInt(4) != 1) {
                throw bytes.broken("changes its codec");
            }
            Range range = range(main, stretch.from(), stretch.until(), stretch.all());
            long zero = first(main);
            Duration lasts = MediaBytes.duration(range.over - range.begin, main.timescale());
            List<Sample> all = new ArrayList<>();
            OutTrack pictures = track(main);
            for (int i = range.first; i < range.end; i++) {
                if (range.has(main, i)) {
                    all.add(new Sample(pictures, main, i, main.shown(i) - range.begin));
                }
            }
            samples.track(Kind.AUDIO).filter(sound -> sound != main).ifPresent(sound -> {
                OutTrack heard = track(sound);
                long begin = scaled(range.begin, main.timescale(), sound.timescale());
                long end = scaled(range.over, main.timescale(), sound.timescale());
                for (int i = 0; i < sound.count(); i++) {
                    long at = sound.shown(i);
                    // Decoders need the piece before the first that is heard
                    long early = tracks.get(0).begun() ? at + sound.length(i) / 2 : at + 2 * sound.length(i);
                    if (early > begin && at < end) {
                        all.add(new Sample(heard, sound, i, at - begin));
                    }
                }
            });
            place(stretch.file(), all);
            length = length.plus(lasts);
            return new Taken(MediaBytes.duration(range.begin - zero, main.timescale()), lasts);
        }

        private OutTrack track(Track like) {
            return tracks.stream()
                    .filter(track -> track.kind == like.kind())
                    .findFirst()
                    .orElseGet(() -> {
                        OutTrack made = new OutTrack(like);
                        tracks.add(made);
                        return made;
                    });
        }

        /** In the order of the file, so that the system copies long stretches. */
        private void place(Path file, List<Sample> all) {
            all.forEach(sample -> sample.plan(length));
            all.removeIf(sample -> !sample.wanted);
            all.sort((one, other) -> Long.compare(one.offset(), other.offset()));
            OutTrack last = null;
            for (Sample sample : all) {
                Bytes before = data.isEmpty() ? null : data.get(data.size() - 1);
                if (before != null && before.file.equals(file) && before.from + before.size == sample.offset()) {
                    data.set(data.size() - 1, new Bytes(file, before.from, before.size + sample.size()));
                } else {
                    data.add(new Bytes(file, sample.offset(), sample.size()));
                    last = null;
                }
                if (sample.out == last) {
                    last.chunkCounts.set(last.chunkCounts.size() - 1, last.chunkCounts.last() + 1);
                } else {
                    last = sample.out;
                    last.chunks.add(size);
                    last.chunkCounts.add(1);
                }
                size += sample.size();
            }
        }

        private void write(Path output, BooleanSupplier stopped) throws IOException {
            try (FileChannel out = FileChannel.open(output, CREATE, WRITE, TRUNCATE_EXISTING)) {
                byte[] head = head(0);
                put(out, ByteBuffer.wrap(head(head.length)));
                for (int i = 0; i < data.size(); ) {
                    Path file = data.get(i).file;
                    go(stopped);
                    try (FileChannel in = open(file)) {
                        for (; i < data.size() && data.get(i).file.equals(file); i++) {
                            copy(in, data.get(i), out, stopped);
                        }
                    }
                }
            }
        }

        private static FileChannel open(Path file) {
            try {
                return FileChannel.open(file, READ);
            } catch (NoSuchFileException vanished) {
                throw new MediaException(file, "does not exist", vanished);
            } catch (IOException unread) {
                throw new UnreadException(file, unread);
            }
        }

        private static void copy(FileChannel in, Bytes bytes, FileChannel out, BooleanSupplier stopped)
                throws IOException {
            for (long at = 0; at < bytes.size; ) {
                long copied;
                try {
                    copied = in.transferTo(bytes.from + at, Math.min(AT_ONCE, bytes.size - at), out);
                } catch (IOException failed) {
                    readable(in, bytes, at);
                    throw failed;
                }
                if (copied <= 0) {
                    throw new MediaException(bytes.file, "became shorter while it was read", null);
                }
                at += copied;
                go(stopped);
            }
        }

        /** The system does not tell whether it could not read or not write: what can be read now was not the reason. */
        private static void readable(FileChannel in, Bytes bytes, long at) {
            try {
                in.read(ByteBuffer.allocate((int) Math.min(1 << 16, bytes.size - at)), bytes.from + at);
            } catch (IOException unread) {
                throw new UnreadException(bytes.file, unread);
            }
        }

        private static void go(BooleanSupplier stopped) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("The copy was stopped");
            }
        }

        private static void put(FileChannel out, ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }

        /** All that stands before the data, which begins at {@code base}. */
        private byte[] head(long base) {
            Boxes boxes = new Boxes();
            boxes.box("ftyp", box -> box.text("isom").u32(0x200).text("isomiso2mp41"));
            boxes.box("moov", moov -> {
                moov.box("mvhd", box -> box.u32(0)
                        .u32(0)
                        .u32(0)
                        .u32(TICKS)
                        .u32(length.toMillis())
                        .u32(0x1_0000)
                        .u32(0x100_0000)
                        .zeros(8)
                        .matrix()
                        .zeros(24)
                        .u32(tracks.size() + 1L));
                for (int i = 0; i < tracks.size(); i++) {
                    long id = i + 1L;
                    OutTrack track = tracks.get(i);
                    moov.box("trak", trak -> track.write(trak, id, base));
                }
            });
            // A size of 64 bits, always
            boxes.u32(1).text("mdat").u64(size + 16);
            return boxes.bytes();
        }
    }

    private static long scaled(long units, long from, long to) {
        return from == to ? units : Math.round((double) units * to / from);
    }

    /** A sample on its way from a file into the output. */
    private static final class Sample {
        private final OutTrack out;
        private final Track track;
        private final int number;
        private final long shown;
        private boolean wanted;

        private Sample(OutTrack out, Track track, int number, long shown) {
            this.out = out;
            this.track = track;
            this.number = number;
            this.shown = shown;
        }

        /** @param begin of its stretch in the output */
        private void plan(Duration begin) {
            long at = units(begin, out.timescale) + scaled(shown, track.timescale(), out.timescale);
            long length = scaled(track.length(number), track.timescale(), out.timescale);
            long shift = scaled(track.shift(number), track.timescale(), out.timescale);
            wanted = out.kind == Kind.VIDEO
                    ? out.picture(at, at - shift, length, track.size(number), track.key(number))
                    : out.sound(at, length, track.size(number), track.key(number));
        }

        private long offset() {
            return track.offset(number);
        }

        private int size() {
            return track.size(number);
        }
    }

    /** A track that is to be; times in its own units. */
    private static final class OutTrack {
        private final Kind kind;
        private final long timescale;
        private final byte[] header;
        private final byte[] handler;
        private final byte[] description;
        private final Longs times = new Longs();
        private final Longs shown = new Longs();
        private final Longs sizes = new Longs();
        private final Longs keys = new Longs();
        private final Longs chunks = new Longs();
        private final Longs chunkCounts = new Longs();
        private long lastLength;
        private long end;

        private OutTrack(Track like) {
            kind = like.kind();
            timescale = like.timescale();
            header = like.header();
            handler = like.handler();
            description = like.description().clone();
            // The name of HEVC that all players know
            if (new String(description, 12, 4, StandardCharsets.ISO_8859_1).equals("hev1")) {
                description[13] = 'v';
                description[14] = 'c';
            }
        }

        private boolean begun() {
            return sizes.size() > 0;
        }

        private boolean picture(long at, long time, long length, int size, boolean key) {
            add(at, times.size() == 0 ? time : Math.max(time, times.last() + 1), length, size, key);
            return true;
        }

        /** Where two files have the same sound, it is heard once; where it is not to the sample one behind the other, it is put so. */
        private boolean sound(long at, long length, int size, boolean key) {
            if (times.size() == 0) {
                add(at, at, length, size, key);
                return true;
            }
            long next = times.last() + lastLength;
            if (at < next - length / 2) {
                return false;
            }
            long placed = at > next + length / 2 ? at : next;
            add(placed, placed, length, size, key);
            return true;
        }

        private void add(long at, long time, long length, int size, boolean key) {
            times.add(time);
            shown.add(at);
            sizes.add(size);
            if (key) {
                keys.add(times.size());
            }
            lastLength = length;
            end = Math.max(end, at + length);
        }

        private void write(Boxes trak, long id, long base) {
            long first = times.get(0);
            // A time of 0 of the output is that of the first picture
            long hidden = -Math.min(0, first);
            long pause = Math.max(0, first) * TICKS / timescale;
            long lasts = (end * TICKS + timescale - 1) / timescale;
            trak.box("tkhd", box -> box.header(header, id, lasts));
            trak.box(
                    "edts",
                    edts -> edts.box("elst", box -> {
                        box.u32(0).u32(pause > 0 ? 2 : 1);
                        if (pause > 0) {
                            box.u32(pause).u32(-1).u32(0x1_0000);
                        }
                        box.u32(lasts - pause).u32(hidden).u32(0x1_0000);
                    }));
            trak.box("mdia", mdia -> {
                mdia.box("mdhd", box -> box.u32(0x100_0000)
                        .zeros(16)
                        .u32(timescale)
                        .u64(times.last() + lastLength - first)
                        .u32(0x55C4_0000));
                mdia.box("hdlr", box -> box.raw(handler));
                mdia.box("minf", minf -> {
                    if (kind == Kind.VIDEO) {
                        minf.box("vmhd", box -> box.u32(1).zeros(8));
                    } else {
                        minf.box("smhd", box -> box.zeros(8));
                    }
                    minf.box(
                            "dinf",
                            dinf -> dinf.box("dref", dref -> dref.u32(0).u32(1).box("url ", box -> box.u32(1))));
                    minf.box("stbl", stbl -> tables(stbl, base));
                });
            });
        }

        private void tables(Boxes stbl, long base) {
            stbl.box("stsd", box -> box.raw(description));
            Longs lengths = new Longs();
            Longs shifts = new Longs();
            boolean shifted = false;
            for (int i = 0; i < times.size(); i++) {
                lengths.add(i + 1 < times.size() ? times.get(i + 1) - times.get(i) : lastLength);
                long shift = shown.get(i) - times.get(i);
                shifts.add(shift);
                shifted |= shift != 0;
            }
            stbl.box("stts", box -> box.runs(0, lengths));
            if (shifted) {
                // Version 1: below 0, too
                stbl.box("ctts", box -> box.runs(0x100_0000, shifts));
            }
            if (keys.size() < times.size()) {
                stbl.box("stss", box -> box.u32(0).table(keys));
            }
            stbl.box("stsc", box -> box.chunks(chunkCounts));
            stbl.box("stsz", box -> box.u32(0).u32(0).table(sizes));
            stbl.box("co64", box -> {
                box.u32(0).u32(chunks.size());
                for (int i = 0; i < chunks.size(); i++) {
                    box.u64(base + chunks.get(i));
                }
            });
        }
    }

    private static final class Longs {
        private long[] values = new long[64];
        private int size;

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        private void set(int at, long value) {
            values[at] = value;
        }

        private long get(int at) {
            return values[at];
        }

        private long last() {
            return values[size - 1];
        }

        private int size() {
            return size;
        }
    }

    /** Boxes within boxes. */
    private static final class Boxes {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        private interface Content {
            void write(Boxes box);
        }

        private interface Output {
            void write() throws IOException;
        }

        private byte[] bytes() {
            return bytes.toByteArray();
        }

        private Boxes put(Output output) {
            try {
                output.write();
                return this;
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private Boxes box(String type, Content content) {
            Boxes inner = new Boxes();
            content.write(inner);
            return u32(inner.bytes.size() + 8L).text(type).raw(inner.bytes());
        }

        private Boxes u32(long value) {
            return put(() -> out.writeInt((int) value));
        }

        private Boxes u64(long value) {
            return put(() -> out.writeLong(value));
        }

        private Boxes text(String text) {
            return raw(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        private Boxes raw(byte[] content) {
            return put(() -> out.write(content));
        }

        private Boxes zeros(int count) {
            return raw(new byte[count]);
        }

        private Boxes matrix() {
            return u32(0x1_0000).zeros(12).u32(0x1_0000).zeros(12).u32(0x4000_0000);
        }

        /** That of the first file, with how it is turned and its size. */
        private Boxes header(byte[] like, long id, long length) {
            int rest = like[0] == 1 ? 36 : 24;
            return u32(3).zeros(8).u32(id).zeros(4).u32(length).raw(Arrays.copyOfRange(like, rest, like.length));
        }

        private Boxes table(Longs values) {
            u32(values.size);
            for (int i = 0; i < values.size; i++) {
                u32(values.values[i]);
            }
            return this;
        }

        /** How often each value comes in a row. */
        private Boxes runs(long version, Longs values) {
            Boxes table = new Boxes();
            int runs = 0;
            for (int i = 0; i < values.size; ) {
                int begin = i;
                while (i < values.size && values.values[i] == values.values[begin]) {
                    i++;
                }
                table.u32((long) i - begin).u32(values.values[begin]);
                runs++;
            }
            return u32(version).u32(runs).raw(table.bytes());
        }

        /** From which chunk on how many samples are in each. */
        private Boxes chunks(Longs counts) {
            Boxes table = new Boxes();
            int runs = 0;
            for (int i = 0; i < counts.size; i++) {
                if (i == 0 || counts.values[i] != counts.values[i - 1]) {
                    table.u32(i + 1L).u32(counts.values[i]).u32(1);
                    runs++;
                }
            }
            return u32(0).u32(runs).raw(table.bytes());
        }
    }
}
