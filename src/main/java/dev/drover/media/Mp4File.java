package dev.drover.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.media.Mp4Boxes.Box;

/**
 * What the headers of a finished MP4 file say. Sample tables are never read, so a day costs as little as a minute.
 *
 * @param duration of the whole presentation
 * @param fastStart whether players can begin before they have the whole file ({@code moov} lies before {@code mdat})
 * @param tracks in the order of the file
 */
@RegisterForReflection
public record Mp4File(Duration duration, boolean fastStart, List<Track> tracks) {
    private static final int MAX_TRACKS = 64;
    private static final int MAX_EDITS = 100;

    public Mp4File {
        tracks = List.copyOf(tracks);
    }

    /**
     * One track.
     *
     * @param id number of the track
     * @param kind from its handler type
     * @param codec four-character code of the first sample description, such as {@code avc1}, {@code hvc1}, {@code Opus}
     * @param duration how long it is presented, a leading pause included
     * @param media how long its samples last
     * @param samples how many it has, 0 in a fragmented file
     * @param edits its edit list, empty where it is presented as it is
     */
    @RegisterForReflection
    public record Track(
            long id, Kind kind, String codec, Duration duration, Duration media, long samples, List<Edit> edits) {
        public Track {
            edits = List.copyOf(edits);
        }

        /** How long after the start of the file the track begins. */
        public Duration lead() {
            Duration lead = Duration.ZERO;
            for (Edit edit : edits) {
                if (edit.mediaTime().isPresent()) {
                    break;
                }
                lead = lead.plus(edit.duration());
            }
            return lead;
        }
    }

    /**
     * One entry of an edit list.
     *
     * @param duration how long it is presented
     * @param mediaTime where in the media it begins; empty for a pause
     */
    @RegisterForReflection
    public record Edit(Duration duration, Optional<Duration> mediaTime) {}

    record Movie(Duration duration, List<Track> tracks, Map<Long, Long> timescales, Map<Long, long[]> defaults) {}

    /** @throws MediaException if the file is no complete MP4 */
    public static Mp4File read(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            List<Movie> movies = new ArrayList<>();
            boolean[] data = {false};
            boolean[] fast = {false};
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moov" -> {
                        fast[0] = !data[0];
                        movies.add(movie(bytes, box));
                    }
                    case "mdat" -> data[0] = true;
                    default -> {
                        // nothing to learn from it
                    }
                }
            });
            if (movies.size() != 1) {
                throw bytes.broken(
                        movies.isEmpty() ? "is no finished MP4: it has no moov box" : "has more than one moov box");
            }
            return new Mp4File(movies.get(0).duration(), fast[0], movies.get(0).tracks());
        }
    }

    /** The duration of {@link #read(Path)}. */
    public static Duration duration(Path file) {
        return read(file).duration();
    }

    /** Width and height of the pictures of a finished file; 0 and 0 where there are none. */
    public static int[] size(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            return new Mp4Media(bytes).size();
        }
    }

    /** The first track of a kind. */
    public Optional<Track> track(Kind kind) {
        return tracks.stream().filter(track -> track.kind() == kind).findFirst();
    }

    static Movie movie(MediaBytes bytes, Box moov) {
        long[] movie = {1, 0};
        List<Box> traks = new ArrayList<>();
        Map<Long, long[]> defaults = new HashMap<>();
        Mp4Boxes.children(bytes, moov, box -> {
            switch (box.type()) {
                case "mvhd" -> {
                    long[] read = timescaleAndDuration(bytes, box);
                    movie[0] = read[0];
                    movie[1] = read[1];
                }
                case "trak" -> {
                    traks.add(box);
                    if (traks.size() > MAX_TRACKS) {
                        throw bytes.broken("has more than " + MAX_TRACKS + " tracks");
                    }
                }
                case "mvex" ->
                    Mp4Boxes.children(bytes, box, trex -> {
                        if (trex.type().equals("trex") && defaults.size() < MAX_TRACKS) {
                            defaults.put(
                                    bytes.u32(trex.start() + 4),
                                    new long[] {bytes.u32(trex.start() + 12), bytes.u32(trex.start() + 16)});
                        }
                    });
                default -> {
                    // user data: of no matter here
                }
            }
        });
        Map<Long, Long> timescales = new HashMap<>();
        List<Track> tracks = new ArrayList<>();
        for (Box trak : traks) {
            tracks.add(new TrackReader(bytes, movie[0]).read(trak, timescales));
        }
        return new Movie(MediaBytes.duration(movie[1], movie[0]), tracks, timescales, defaults);
    }

    // mvhd and mdhd begin alike
    private static long[] timescaleAndDuration(MediaBytes bytes, Box box) {
        boolean wide = bytes.u8(box.start()) == 1;
        long timescale = bytes.u32(box.start() + (wide ? 20 : 12));
        if (timescale == 0) {
            throw bytes.broken("has a track without a time scale");
        }
        return new long[] {timescale, duration(bytes, box.start() + (wide ? 24 : 16), wide)};
    }

    // All bits set means unknown, as in a recording that was never finished
    private static long duration(MediaBytes bytes, long at, boolean wide) {
        if (wide) {
            return bytes.u32(at) == 0xFFFF_FFFFL && bytes.u32(at + 4) == 0xFFFF_FFFFL ? 0 : bytes.u64(at);
        }
        long duration = bytes.u32(at);
        return duration == 0xFFFF_FFFFL ? 0 : duration;
    }

    private static final class TrackReader {
        private final MediaBytes bytes;
        private final long movieTimescale;
        private final List<long[]> edits = new ArrayList<>();
        private long id;
        private long presented;
        private long timescale = 1;
        private long media;
        private long samples;
        private Kind kind = Kind.OTHER;
        private String codec = "";

        private TrackReader(MediaBytes bytes, long movieTimescale) {
            this.bytes = bytes;
            this.movieTimescale = movieTimescale;
        }

        private Track read(Box trak, Map<Long, Long> timescales) {
            boxes(trak);
            timescales.put(id, timescale);
            return new Track(
                    id,
                    kind,
                    codec,
                    MediaBytes.duration(presented, movieTimescale),
                    MediaBytes.duration(media, timescale),
                    samples,
                    edits.stream()
                            .map(edit -> new Edit(
                                    MediaBytes.duration(edit[0], movieTimescale),
                                    edit[1] < 0
                                            ? Optional.empty()
                                            : Optional.of(MediaBytes.duration(edit[1], timescale))))
                            .toList());
        }

        // Descends by name only, so a malicious nesting leads nowhere
        private void boxes(Box parent) {
            Mp4Boxes.children(bytes, parent, box -> {
                long at = box.start();
                switch (parent.type() + "/" + box.type()) {
                    case "trak/edts", "trak/mdia", "mdia/minf", "minf/stbl" -> boxes(box);
                    case "trak/tkhd" -> {
                        boolean wide = bytes.u8(at) == 1;
                        id = bytes.u32(at + (wide ? 20 : 12));
                        presented = duration(bytes, at + (wide ? 28 : 20), wide);
                    }
                    case "edts/elst" -> edits(box);
                    case "mdia/mdhd" -> {
                        long[] read = timescaleAndDuration(bytes, box);
                        timescale = read[0];
                        media = read[1];
                    }
                    case "mdia/hdlr" -> kind = Kind.ofHandler(bytes.ascii(at + 8, 4));
                    case "stbl/stsd" -> codec = bytes.u32(at + 4) == 0 ? "" : bytes.ascii(at + 12, 4);
                    case "stbl/stsz" -> samples = bytes.u32(at + 8);
                    default -> {
                        // the sample tables, which may be large
                    }
                }
            });
        }

        private void edits(Box elst) {
            boolean wide = bytes.u8(elst.start()) == 1;
            long count = bytes.u32(elst.start() + 4);
            int step = wide ? 20 : 12;
            if (count > MAX_EDITS || elst.start() + 8 + count * step > elst.end()) {
                throw bytes.broken("has an edit list of impossible size");
            }
            for (long at = elst.start() + 8; count > 0; count--, at += step) {
                long time = wide ? (bytes.u32(at + 8) << 32 | bytes.u32(at + 12)) : (int) bytes.u32(at + 4);
                edits.add(new long[] {wide ? bytes.u64(at) : bytes.u32(at), time});
            }
        }
    }
}
