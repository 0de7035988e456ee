package dev.drover.media;

import java.io.IOException;
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
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import dev.drover.media.Mp4Samples.Cursor;
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

    /**
     * The pictures from {@code first} to before {@code end}, in the order of decoding; shown from {@code begin} to
     * {@code over}.
     *
     * @param zero when the first of the file is shown
     * @param least those shown before that are not taken, but for the first
     * @param near how much the end may be off
     */
    private record Range(int first, int end, long zero, long begin, long over, long least, long near) {
        private boolean has(Cursor picture) {
            // Pictures behind a key frame that are shown before it need the ones before it
            return picture.number() == first || picture.number() > first && picture.shown() >= least;
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
            } catch (ArithmeticException absurd) {
                throw new MediaException(stretch.file(), "has pictures that are days apart", absurd);
            }
        }
        joined.tracks.removeIf(track -> !track.begun());
        joined.write(output, stopped);
        return taken;
    }

    /** Whether a copy of a file can end at a moment to the picture: all that is shown before is decoded before. */
    public static boolean canEndAt(Path file, Duration until) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Mp4Samples samples = Mp4Samples.read(bytes);
            Track track = main(samples, bytes);
            Range range = range(samples, track, Duration.ZERO, Optional.of(until), false);
            return range.end == Integer.MAX_VALUE
                    || range.over - range.begin - units(until, track.timescale()) <= range.near;
        }
    }

    /**
     * When the pictures of a file are shown, counted from the first, in that order; and as the last one, when it is over. The
     * last of them that is not behind a moment is the picture that is being shown.
     */
    public static List<Duration> pictures(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Mp4Samples samples = Mp4Samples.read(bytes);
            Track track = main(samples, bytes);
            Extent extent = extent(samples, track);
            long zero = extent.zero;
            long[] shown = new long[256];
            int count = 0;
            for (Cursor each = samples.cursor(track); each.next(); ) {
                if (each.shown() >= zero) {
                    shown = count == shown.length ? Arrays.copyOf(shown, 2 * count) : shown;
                    shown[count++] = each.shown() - zero;
                }
            }
            Arrays.sort(shown, 0, count);
            return LongStream.concat(Arrays.stream(shown, 0, count), LongStream.of(extent.end - zero))
                    .mapToObj(time -> MediaBytes.duration(time, track.timescale()))
                    .toList();
        }
    }

    /** How long after the begin of a file its first picture is shown: there may be sound before. */
    public static Duration lead(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            Mp4Samples samples = Mp4Samples.read(bytes);
            Track track = main(samples, bytes);
            return MediaBytes.duration(Math.max(0, extent(samples, track).zero), track.timescale());
        }
    }

    private static Track main(Mp4Samples samples, MediaBytes bytes) {
        return samples.track(Kind.VIDEO)
                .or(() -> samples.track(Kind.AUDIO))
                .orElseThrow(() -> bytes.broken("holds no picture"));
    }

    /**
     * When the first picture is shown, and when the last one is over.
     *
     * @param hidden whether there are pictures before the first: an edit list hides them, they are only there so that others can
     *     be decoded
     * @param pauseAt where the longest pause begins
     * @param pauseLength how long it is; 0 where there is none
     */
    record Extent(long zero, long end, boolean hidden, long pauseAt, long pauseLength) {}

    static Extent extent(Mp4Samples samples, Track track) {
        long[] all = {Long.MAX_VALUE, Long.MIN_VALUE};
        long[] shown = all.clone();
        long length = 0;
        Pauses pauses = new Pauses();
        for (Cursor each = samples.cursor(track); each.next(); ) {
            long[] extent = each.shown() < 0 ? all : shown;
            if (extent == shown) {
                pauses.next(each.shown());
            }
            extent[0] = Math.min(extent[0], each.shown());
            extent[1] = Math.max(extent[1], each.shown());
            // Before a pause it is another picture that is decoded for long than the one that is shown for long
            length = each.length();
        }
        boolean any = shown[0] != Long.MAX_VALUE;
        if (!any) {
            return new Extent(all[0], all[1] + length, false, 0, 0);
        }
        pauses.next(shown[1] + length);
        return new Extent(
                shown[0],
                shown[1] + length,
                all[0] < shown[0],
                pauses.at(track.timescale()),
                pauses.length(track.timescale()));
    }

    /** Looks for the longest time without a picture, against how the others follow one another. */
    private static final class Pauses {
        private long first;
        private long latest;
        private long count;
        private long before;
        private long longest;

        private void next(long shown) {
            if (count == 0) {
                first = shown;
                latest = shown;
            }
            if (shown - latest > longest) {
                before = latest;
                longest = shown - latest;
            }
            first = Math.min(first, shown);
            latest = Math.max(latest, shown);
            count++;
        }

        /** When the picture before was shown as long as others are. */
        private long at(long timescale) {
            return before + usual(timescale);
        }

        /** From then on; 0 where it is no pause. */
        private long length(long timescale) {
            long usual = usual(timescale);
            return longest > Math.max(2 * timescale, 4 * usual) ? longest - usual : 0;
        }

        private long usual(long timescale) {
            return count > 2 ? (latest - first - longest) / (count - 2) : timescale / 25;
        }
    }

    /** One walk: what counts is known a moment after the place in question was passed. */
    private static Range range(Mp4Samples samples, Track track, Duration from, Optional<Duration> until, boolean all) {
        Extent extent = extent(samples, track);
        long zero = extent.zero;
        long near = near(track);
        long wanted = zero + units(from, track.timescale());
        long enough =
                until.map(duration -> zero + units(duration, track.timescale())).orElse(Long.MAX_VALUE);
        int first = 0;
        long firstShown = Long.MIN_VALUE;
        long begin = zero;
        long latest = zero;
        // Where it can end, as far as is known; when the last picture before and the next are shown, and how much that
        // may be off
        int end = Integer.MAX_VALUE;
        long taken = zero;
        long next = Long.MAX_VALUE;
        long off = 0;
        long usual = 0;
        long before = Long.MAX_VALUE;
        for (Cursor each = samples.cursor(track); each.next(); ) {
            int i = each.number();
            long shown = each.shown();
            if (i == 0) {
                firstShown = shown;
            } else if (each.key() && shown <= wanted + near && shown >= firstShown) {
                first = i;
                firstShown = shown;
                begin = Math.max(zero, firstShown);
                latest = begin;
                end = Integer.MAX_VALUE;
            }
            // Of two, as the one before a pause is decoded for long
            long length = Math.min(before, each.length());
            long half = all ? 0 : length / 2 + near;
            before = each.length();
            if (shown < begin) {
                continue;
            }
            if (end == Integer.MAX_VALUE) {
                taken = latest;
                next = shown;
                off = half;
                usual = length;
                end = i > first ? i : end;
            }
            if (shown <= taken || shown < enough - half) {
                end = Integer.MAX_VALUE;
            }
            next = Math.min(next, shown);
            latest = Math.max(latest, shown);
        }
        boolean toTheEnd = end == Integer.MAX_VALUE;
        long over = toTheEnd ? extent.end : next;
        // In a pause nothing comes behind the last picture: it is shown as long as wanted, no longer
        boolean paused = (toTheEnd ? latest : taken) < enough - off && over - usual - near > enough;
        return new Range(
                first, end, zero, begin, paused ? enough : over, first == 0 ? Long.MIN_VALUE : firstShown, off);
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
            Optional<Track> sound = samples.track(Kind.AUDIO).filter(track -> track != main);
            alike(main, bytes);
            sound.ifPresent(track -> alike(track, bytes));
            Range range = range(samples, main, stretch.from(), stretch.until(), stretch.all());
            Duration lasts = MediaBytes.duration(range.over - range.begin, main.timescale());
            boolean begun = !tracks.isEmpty() && tracks.get(0).begun();
            Source pictures = new Source(track(main), main, samples.cursor(main), range.begin, length) {
                @Override
                boolean wanted() {
                    return range.has(at);
                }

                @Override
                boolean over() {
                    return at.number() >= range.end;
                }
            };
            List<Source> sources = new ArrayList<>(List.of(pictures));
            sound.ifPresent(heard -> {
                long begin = scaled(range.begin, main.timescale(), heard.timescale());
                long end = scaled(range.over, main.timescale(), heard.timescale());
                sources.add(new Source(track(heard), heard, samples.cursor(heard), begin, length) {
                    @Override
                    boolean wanted() {
                        // Decoders need the piece before the first that is heard. A recorder that cuts at key frames
                        // has
                        // the sound of the last pictures before in the next file, in front of its first picture
                        return at.shown() + (begun ? heard.timescale() : 2 * at.length()) > begin;
                    }

                    @Override
                    boolean over() {
                        return at.shown() >= end;
                    }
                });
            });
            place(stretch.file(), sources);
            length = length.plus(lasts);
            pictures.out.over(length);
            return new Taken(MediaBytes.duration(range.begin - range.zero, main.timescale()), lasts);
        }

        private static void alike(Track track, MediaBytes bytes) {
            if (track.description().length < 8
                    || ByteBuffer.wrap(track.description()).getInt(4) != 1) {
                throw bytes.broken("changes its codec");
            }
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
        private void place(Path file, List<Source> sources) {
            OutTrack last = null;
            sources.forEach(Source::next);
            while (true) {
                Source next = null;
                for (Source source : sources) {
                    if (source.more && (next == null || source.at.offset() < next.at.offset())) {
                        next = source;
                    }
                }
                if (next == null) {
                    return;
                }
                Bytes before = data.isEmpty() ? null : data.get(data.size() - 1);
                long offset = next.at.offset();
                int bytes = next.at.size();
                if (before != null && before.file.equals(file) && before.from + before.size == offset) {
                    data.set(data.size() - 1, new Bytes(file, before.from, before.size + bytes));
                } else {
                    data.add(new Bytes(file, offset, bytes));
                    last = null;
                }
                if (next.out == last) {
                    last.chunkCounts.set(last.chunkCounts.size() - 1, last.chunkCounts.last() + 1);
                } else {
                    last = next.out;
                    last.chunks.add(size);
                    last.chunkCounts.add(1);
                }
                size += bytes;
                next.next();
            }
        }

        private void write(Path output, BooleanSupplier stopped) throws IOException {
            try (FileChannel out = FileChannel.open(output, CREATE, WRITE, TRUNCATE_EXISTING)) {
                long head = head(0, Optional.empty());
                head(head, Optional.of(out));
                out.position(head);
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

        /** Writes all that stands before the data, which begins at {@code base}, and says how long that is. */
        private long head(long base, Optional<FileChannel> out) throws IOException {
            Boxes boxes = new Boxes(out);
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
            return boxes.end();
        }
    }

    private static long scaled(long units, long from, long to) {
        return from == to ? units : Math.round((double) units * to / from);
    }

    /** A track of a file on its way into the output. */
    private abstract static class Source {
        private final OutTrack out;
        private final long timescale;
        final Cursor at;
        private final long from;
        private final long begin;
        private boolean more;

        /**
         * @param from what of the file is at the begin of its stretch, in its own units
         * @param begin of its stretch in the output
         */
        private Source(OutTrack out, Track track, Cursor at, long from, Duration begin) {
            this.out = out;
            this.timescale = track.timescale();
            this.at = at;
            this.from = from;
            this.begin = units(begin, out.timescale);
        }

        abstract boolean wanted();

        /** Whether nothing behind it is wanted. */
        abstract boolean over();

        /** On to the next that is wanted; adds it to the tables of the output. */
        private void next() {
            do {
                more = at.next() && !over();
            } while (more && !(wanted() && planned()));
        }

        private boolean planned() {
            long shown = begin + scaled(at.shown() - from, timescale, out.timescale);
            long lasts = scaled(at.length(), timescale, out.timescale);
            long shift = scaled(at.shift(), timescale, out.timescale);
            return out.kind == Kind.VIDEO
                    ? out.picture(shown, shown - shift, lasts, at.size(), at.key())
                    : out.sound(shown, lasts, at.size());
        }
    }

    /** A track that is to be; times in its own units. */
    private static final class OutTrack {
        private final Kind kind;
        private final long timescale;
        private final byte[] header;
        private final byte[] handler;
        private final byte[] description;
        // How long each is decoded until the next is; how much later than that it is shown
        private final Ints lengths = new Ints();
        private final Ints shifts = new Ints();
        private final Ints sizes = new Ints();
        private final Ints keys = new Ints();
        private final Longs chunks = new Longs();
        private final Ints chunkCounts = new Ints();
        private boolean shifted;
        private long first;
        private long last;
        private long latest;
        private long lastLength;
        private long end;

        private OutTrack(Track like) {
            kind = like.kind();
            timescale = like.timescale();
            header = like.header();
            handler = like.handler();
            description = known(like.description());
        }

        /** Under the names that all players know. */
        private static byte[] known(byte[] description) {
            byte[] known = description.clone();
            switch (new String(description, 12, 4, StandardCharsets.ISO_8859_1)) {
                case "hev1" -> System.arraycopy("hvc1".getBytes(StandardCharsets.ISO_8859_1), 0, known, 12, 4);
                case "ipcm" -> {
                    return uncompressed(description);
                }
                default -> {
                    // known as it is
                }
            }
            return known;
        }

        /** As QuickTime names it: FFmpeg knows {@code ipcm} since 6.0 only. */
        private static byte[] uncompressed(byte[] description) {
            ByteBuffer entry = ByteBuffer.wrap(description);
            for (int at = 44; at + 14 <= description.length && entry.getInt(at) >= 8; at += entry.getInt(at)) {
                if (new String(description, at + 4, 4, StandardCharsets.ISO_8859_1).equals("pcmC")) {
                    boolean little = (description[at + 12] & 1) != 0;
                    return ByteBuffer.wrap(Arrays.copyOf(description, 44))
                            .putInt(8, 36)
                            .put(12, (little ? "sowt" : "twos").getBytes(StandardCharsets.ISO_8859_1))
                            .putShort(34, description[at + 13])
                            .array();
                }
            }
            return description.clone();
        }

        private boolean begun() {
            return sizes.size() > 0;
        }

        private boolean picture(long at, long time, long length, int size, boolean key) {
            add(at, begun() ? Math.max(time, last + 1) : time, length, size, key);
            return true;
        }

        /** Where two files have the same sound, it is heard once; where it is not to the sample one behind the other, it is put so. */
        private boolean sound(long at, long length, int size) {
            if (!begun()) {
                add(at, at, length, size, true);
                return true;
            }
            long next = last + lastLength;
            if (at < next - length / 2) {
                return false;
            }
            long placed = at > next + length / 2 ? at : next;
            add(placed, placed, length, size, true);
            return true;
        }

        private void add(long at, long time, long length, int size, boolean key) {
            if (begun()) {
                lengths.add(Math.toIntExact(time - last));
            } else {
                first = time;
            }
            sizes.add(size);
            // Sound is shown as it is decoded, and can be decoded anywhere
            if (kind == Kind.VIDEO) {
                shifts.add(Math.toIntExact(at - time));
                shifted |= at != time;
                if (key) {
                    keys.add(sizes.size());
                }
            }
            last = time;
            lastLength = length;
            latest = Math.max(latest, at);
            end = Math.max(end, at + length);
        }

        /** Pictures are shown until there: the one that is shown last need not be the one that is decoded last. */
        private void over(Duration moment) {
            if (kind == Kind.VIDEO) {
                end = units(moment, timescale);
                lastLength = Math.max(1, end - latest);
            }
        }

        private void write(Boxes trak, long id, long base) throws IOException {
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
                        .u64(last + lastLength - first)
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

        private void tables(Boxes stbl, long base) throws IOException {
            stbl.box("stsd", box -> box.raw(description));
            stbl.box("stts", box -> box.runs(0, lengths, OptionalLong.of(lastLength)));
            if (shifted) {
                // Version 1: below 0, too
                stbl.box("ctts", box -> box.runs(0x100_0000, shifts, OptionalLong.empty()));
            }
            if (kind == Kind.VIDEO && keys.size() < sizes.size()) {
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

        private long get(int at) {
            return values[at];
        }

        private int size() {
            return size;
        }
    }

    private static final class Ints {
        private int[] values = new int[64];
        private int size;

        private void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        private void set(int at, int value) {
            values[at] = value;
        }

        private int last() {
            return values[size - 1];
        }

        private int size() {
            return size;
        }
    }

    /** Boxes within boxes, written through a small buffer, or only counted. */
    private static final class Boxes {
        private final Optional<FileChannel> out;
        private final ByteBuffer some = ByteBuffer.allocate(1 << 16);
        private long before;

        private interface Content {
            void write(Boxes box) throws IOException;
        }

        private Boxes(Optional<FileChannel> out) {
            this.out = out;
        }

        private long end() throws IOException {
            flush();
            return before;
        }

        private Boxes box(String type, Content content) throws IOException {
            long begin = before + some.position();
            u32(0).text(type);
            content.write(this);
            return set(begin, before + some.position() - begin);
        }

        /** What could not be known before what follows it was written. */
        private Boxes set(long at, long value) throws IOException {
            if (at >= before && at + 4 <= before + some.position()) {
                some.putInt((int) (at - before), (int) value);
            } else {
                long rest = end();
                write(ByteBuffer.allocate(4).putInt((int) value).flip(), at);
                before = rest;
            }
            return this;
        }

        private ByteBuffer room(int bytes) throws IOException {
            if (some.remaining() < bytes) {
                flush();
            }
            return some;
        }

        private void flush() throws IOException {
            int length = some.flip().limit();
            write(some, before);
            before += length;
            some.clear();
        }

        private void write(ByteBuffer from, long at) throws IOException {
            while (out.isPresent() && from.hasRemaining()) {
                at += out.get().write(from, at);
            }
        }

        private Boxes u32(long value) throws IOException {
            room(4).putInt((int) value);
            return this;
        }

        private Boxes u64(long value) throws IOException {
            room(8).putLong(value);
            return this;
        }

        private Boxes text(String text) throws IOException {
            return raw(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        private Boxes raw(byte[] content) throws IOException {
            for (int at = 0; at < content.length; ) {
                int now = Math.min(room(1).remaining(), content.length - at);
                some.put(content, at, now);
                at += now;
            }
            return this;
        }

        private Boxes zeros(int count) throws IOException {
            return raw(new byte[count]);
        }

        private Boxes matrix() throws IOException {
            return u32(0x1_0000).zeros(12).u32(0x1_0000).zeros(12).u32(0x4000_0000);
        }

        /** That of the first file, with how it is turned and its size. */
        private Boxes header(byte[] like, long id, long length) throws IOException {
            int rest = like[0] == 1 ? 36 : 24;
            return u32(3).zeros(8).u32(id).zeros(4).u32(length).raw(Arrays.copyOfRange(like, rest, like.length));
        }

        private Boxes table(Ints values) throws IOException {
            u32(values.size);
            for (int i = 0; i < values.size; i++) {
                u32(values.values[i]);
            }
            return this;
        }

        /** How often each value comes in a row. */
        private Boxes runs(long version, Ints values, OptionalLong last) throws IOException {
            u32(version);
            long count = before + some.position();
            u32(0);
            int runs = 0;
            for (int i = 0; i < values.size; ) {
                int begin = i;
                while (i < values.size && values.values[i] == values.values[begin]) {
                    i++;
                }
                u32((long) i - begin).u32(values.values[begin]);
                runs++;
            }
            if (last.isPresent()) {
                u32(1).u32(last.getAsLong());
                runs++;
            }
            return set(count, runs);
        }

        /** From which chunk on how many samples are in each. */
        private Boxes chunks(Ints counts) throws IOException {
            u32(0);
            long count = before + some.position();
            u32(0);
            int runs = 0;
            for (int i = 0; i < counts.size; i++) {
                if (i == 0 || counts.values[i] != counts.values[i - 1]) {
                    u32(i + 1L).u32(counts.values[i]).u32(1);
                    runs++;
                }
            }
            return set(count, runs);
        }
    }
}
