package dev.drover.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.drover.media.Mp4Boxes.Box;
import dev.drover.media.TrackTiming.Container;

/** Media segments of fragmented MP4: one or more {@code moof} with their {@code mdat}. */
public final class Mp4Segment {
    private static final long MAX_SAMPLES = 1_000_000;

    private Mp4Segment() {}

    /**
     * Checks that a segment is complete and measures it.
     *
     * @param timing of the track, from the header file
     * @throws MediaException if a box is cut off, data is missing, or the file is something else (an error page, say)
     */
    public static Measured measure(Path segment, TrackTiming timing) {
        try (MediaBytes bytes = MediaBytes.open(segment)) {
            Sums sums = new Sums();
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moof" -> fragment(bytes, box, timing, sums);
                    case "mdat" -> sums.data += box.length();
                    default -> {
                        // styp, sidx, emsg, free …: complete, and that is all that counts
                    }
                }
            });
            if (sums.start < 0 || sums.duration == 0) {
                throw bytes.broken("holds no footage of track " + timing.trackId());
            }
            if (sums.data < sums.needed) {
                throw bytes.broken("is cut off: its samples need " + sums.needed + " bytes, it holds " + sums.data);
            }
            return new Measured(
                    MediaBytes.duration(sums.start, timing.timescale()),
                    MediaBytes.duration(sums.duration, timing.timescale()));
        }
    }

    private static final class Sums {
        private long start = -1;
        private long duration;
        private long needed;
        private long data;
    }

    private static void fragment(MediaBytes bytes, Box moof, TrackTiming timing, Sums sums) {
        Mp4Boxes.children(bytes, moof, traf -> {
            if (!traf.type().equals("traf")) {
                return;
            }
            long[] defaults = {timing.sampleDuration(), timing.sampleSize()};
            boolean[] ours = {false};
            Mp4Boxes.children(bytes, traf, box -> {
                long at = box.start();
                switch (box.type()) {
                    case "tfhd" -> {
                        int flags = (int) (bytes.u32(at) & 0xFF_FFFF);
                        ours[0] = bytes.u32(at + 4) == timing.trackId();
                        long field = at + 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
                        if ((flags & 0x8) != 0) {
                            defaults[0] = bytes.u32(field);
                            field += 4;
                        }
                        if ((flags & 0x10) != 0) {
                            defaults[1] = bytes.u32(field);
                        }
                    }
                    case "tfdt" -> {
                        if (ours[0] && sums.start < 0) {
                            sums.start = bytes.u8(at) == 1 ? bytes.u64(at + 4) : bytes.u32(at + 4);
                        }
                    }
                    case "trun" -> run(bytes, box, defaults, ours[0], sums);
                    default -> {
                        // encryption, sample groups: of no matter here
                    }
                }
            });
        });
    }

    private static void run(MediaBytes bytes, Box trun, long[] defaults, boolean ours, Sums sums) {
        int flags = (int) (bytes.u32(trun.start()) & 0xFF_FFFF);
        long samples = bytes.u32(trun.start() + 4);
        long at = trun.start() + 8 + ((flags & 0x1) != 0 ? 4 : 0) + ((flags & 0x4) != 0 ? 4 : 0);
        boolean ownDuration = (flags & 0x100) != 0;
        boolean ownSize = (flags & 0x200) != 0;
        int step = 4 * Integer.bitCount(flags & 0xF00);
        if (samples > MAX_SAMPLES || at + samples * step > trun.end()) {
            throw bytes.broken("has a table of " + samples + " samples that does not fit its box");
        }
        for (long i = 0; i < samples && step > 0; i++, at += step) {
            if (ours && ownDuration) {
                sums.duration += bytes.u32(at);
            }
            if (ownSize) {
                sums.needed += bytes.u32(at + (ownDuration ? 4 : 0));
            }
        }
        if (ours && !ownDuration) {
            sums.duration += samples * defaults[0];
        }
        if (!ownSize) {
            sums.needed += samples * defaults[1];
        }
        if (sums.duration > MediaBytes.LARGEST || sums.needed > MediaBytes.LARGEST) {
            throw bytes.broken("has sample durations or sizes out of range");
        }
    }

    static TrackTiming header(MediaBytes bytes) {
        List<Mp4File.Track> tracks = new ArrayList<>();
        Map<Long, Long> timescales = new HashMap<>();
        Map<Long, long[]> defaults = new HashMap<>();
        boolean[] found = {false};
        Mp4Boxes.topLevel(bytes, top -> {
            if (top.type().equals("moov")) {
                found[0] = true;
                Mp4File.Movie movie = Mp4File.movie(bytes, top);
                tracks.addAll(movie.tracks());
                timescales.putAll(movie.timescales());
                defaults.putAll(movie.defaults());
            }
        });
        if (!found[0]) {
            throw bytes.broken("is no MP4 header: it has no moov box");
        }
        Mp4File.Track track = tracks.stream()
                .filter(t -> t.kind() == Kind.VIDEO)
                .findFirst()
                .or(() -> tracks.stream().filter(t -> t.kind() == Kind.AUDIO).findFirst())
                .orElseThrow(() -> bytes.broken("is a header without video or audio"));
        long[] own = defaults.getOrDefault(track.id(), new long[] {0, 0});
        return new TrackTiming(
                Container.MP4, track.id(), track.kind(), track.codec(), timescales.get(track.id()), own[0], own[1]);
    }
}
