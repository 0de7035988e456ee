package dev.drover.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.drover.media.MediaFile.Container;
import dev.drover.media.MediaFile.Stream;
import dev.drover.media.Mp4Boxes.Box;

/** A recording in MP4, in one piece or in fragments. Of the latter, what is whole counts: a recorder may have been cut off. */
final class Mp4Media {
    private static final long MAX_SAMPLES = 20_000_000;

    private final MediaBytes bytes;
    private final List<Track> tracks = new ArrayList<>();
    private final Map<Long, long[]> defaults = new TreeMap<>();
    private boolean movie;
    private long movieDuration;
    private long movieTimescale = 1;
    private Optional<Instant> recordedAt = Optional.empty();

    Mp4Media(MediaBytes bytes) {
        this.bytes = bytes;
    }

    private static final class Track {
        private long id;
        private Kind kind = Kind.OTHER;
        private String codec = "";
        private String shape = "";
        private long timescale = 1;
        private long media;
        // Of fragments
        private long first = Long.MAX_VALUE;
        private long end;
        private long next;
        private int[] size = {0, 0};

        /** Of fragments, from the first to the last; else what all samples last: the media's own time may begin before them. */
        private Duration duration(boolean fragmented) {
            long units = fragmented ? (first == Long.MAX_VALUE ? 0 : end - first) : media;
            return MediaBytes.duration(units, timescale);
        }
    }

    MediaFile read() {
        // The last byte up to which everything is whole, and what was wrong behind it
        long[] usable = {0};
        Optional<MediaException> broken = Optional.empty();
        List<Box> fragment = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        try {
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moov" -> {
                        movie(box);
                        usable[0] = box.end();
                    }
                    case "moof" -> {
                        parts.clear();
                        parts.addAll(parts(box));
                        fragment.add(box);
                    }
                    case "mdat" -> {
                        parts.forEach(Part::count);
                        parts.clear();
                        usable[0] = box.end();
                    }
                    default -> {
                        // nothing to learn from it
                    }
                }
            });
        } catch (MediaException cut) {
            broken = Optional.of(cut);
        }
        boolean fragmented = !defaults.isEmpty() || !fragment.isEmpty();
        if (!movie || (!fragmented && broken.isPresent())) {
            throw broken.orElseGet(() -> bytes.broken("is no finished MP4: it has no moov box"));
        }
        Duration duration = track(Kind.VIDEO)
                .or(() -> track(Kind.AUDIO))
                .map(track -> track.duration(fragmented))
                .orElse(Duration.ZERO);
        if (duration.isZero()) {
            throw bytes.broken("holds no picture" + (fragmented ? " yet" : ""));
        }
        return new MediaFile(
                fragmented ? Container.FRAGMENTED_MP4 : Container.MP4,
                duration,
                broken.isEmpty() && (!fragmented || movieDuration > 0),
                broken.isEmpty() ? bytes.size() : usable[0],
                recordedAt,
                tracks.stream()
                        .map(track -> new Stream(track.kind, track.codec, track.shape))
                        .toList());
    }

    int[] size() {
        read();
        return track(Kind.VIDEO).map(track -> track.size).orElse(new int[] {0, 0});
    }

    private Optional<Track> track(Kind kind) {
        return tracks.stream().filter(track -> track.kind == kind).findFirst();
    }

    // ── moov

    private void movie(Box moov) {
        movie = true;
        Mp4Boxes.children(bytes, moov, box -> {
            switch (box.type()) {
                case "mvhd" -> {
                    boolean wide = bytes.u8(box.start()) == 1;
                    movieTimescale = Math.max(1, bytes.u32(box.start() + (wide ? 20 : 12)));
                    movieDuration = wide ? bytes.u64(box.start() + 24) : bytes.u32(box.start() + 16);
                    movieDuration = movieDuration == 0xFFFF_FFFFL ? 0 : movieDuration;
                }
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
                            defaults.put(
                                    bytes.u32(trex.start() + 4),
                                    new long[] {bytes.u32(trex.start() + 12), bytes.u32(trex.start() + 20)});
                        }
                    });
                case "mtxi" -> recordedAt = wallClock(box);
                case "udta" ->
                    Mp4Boxes.children(bytes, box, data -> {
                        if (data.type().equals("mtxi")) {
                            recordedAt = wallClock(data);
                        }
                    });
                default -> {
                    // of no matter here
                }
            }
        });
    }

    // MediaMTX: version and flags, 16 bytes stream, 8 number, 8 decode time, 8 nanoseconds since 1970
    private Optional<Instant> wallClock(Box box) {
        if (box.length() < 44) {
            return Optional.empty();
        }
        long high = bytes.u32(box.start() + 36);
        long nanos = high << 32 | bytes.u32(box.start() + 40);
        return nanos <= 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L));
    }

    private void track(Box parent, Track track) {
        Mp4Boxes.children(bytes, parent, box -> {
            long at = box.start();
            switch (parent.type() + "/" + box.type()) {
                case "trak/edts", "trak/mdia", "mdia/minf", "minf/stbl" -> track(box, track);
                case "trak/tkhd" -> track.id = bytes.u32(at + (bytes.u8(at) == 1 ? 20 : 12));
                case "mdia/mdhd" -> {
                    boolean wide = bytes.u8(at) == 1;
                    track.timescale = bytes.u32(at + (wide ? 20 : 12));
                    if (track.timescale == 0) {
                        throw bytes.broken("has a track without a time scale");
                    }
                }
                case "mdia/hdlr" -> track.kind = Kind.ofHandler(bytes.ascii(at + 8, 4));
                case "stbl/stsd" -> description(box, track);
                case "stbl/stts" -> track.media = total(box);
                default -> {
                    // where the samples lie is FFmpeg's affair
                }
            }
        });
    }

    private long total(Box stts) {
        long total = 0;
        long at = stts.start() + 8;
        for (long entries = bytes.u32(stts.start() + 4); entries > 0 && at + 8 <= stts.end(); entries--, at += 8) {
            total += bytes.u32(at) * bytes.u32(at + 4);
        }
        return total;
    }

    /** The name of the codec and what it needs to be decoded; not its bit rates, which each segment has its own of. */
    private void description(Box stsd, Track track) {
        if (bytes.u32(stsd.start() + 4) == 0) {
            return;
        }
        long entry = stsd.start() + 8;
        long end = Math.min(stsd.end(), entry + bytes.u32(entry));
        String name = bytes.ascii(entry + 4, 4);
        long entries = bytes.u32(stsd.start() + 4);
        if (entries > 1) {
            // No codec that anyone knows: FFmpeg can follow when it changes, a copy cannot
            track.codec = entries + "x" + name;
            track.shape = name;
            return;
        }
        track.codec = codec(name);
        boolean video = track.kind == Kind.VIDEO;
        StringBuilder shape = new StringBuilder(name);
        long boxes = entry + 8 + (video ? 78 : 28);
        if (video) {
            track.size = new int[] {bytes.u16(entry + 32), bytes.u16(entry + 34)};
            shape.append(' ').append(track.size[0]).append('x').append(track.size[1]);
        } else if (track.kind == Kind.AUDIO) {
            shape.append(' ').append(bytes.u16(entry + 24)).append('c').append(bytes.u32(entry + 32) >>> 16);
        }
        if (boxes < end) {
            Mp4Boxes.children(bytes, new Box("stsd", boxes, end), box -> {
                switch (box.type()) {
                    case "avcC", "hvcC", "av1C", "vpcC", "dOps", "dac3", "dec3", "pcmC" ->
                        shape.append(' ').append(MediaFile.fingerprint(bytes, box.start(), box.end()));
                    case "esds" -> {
                        track.codec = esdsCodec(box).orElse(track.codec);
                        shape.append(' ').append(decoderInfo(box));
                    }
                    default -> {
                        // bit rate, colours, pixel shape
                    }
                }
            });
        }
        track.shape = shape.toString();
    }

    private static String codec(String name) {
        return switch (name) {
            case "avc1", "avc3" -> "h264";
            case "hvc1", "hev1" -> "hevc";
            case "av01" -> "av1";
            case "vp09" -> "vp9";
            case "mp4v" -> "mpeg4";
            case "mp4a" -> "aac";
            case "Opus" -> "opus";
            case "ac-3" -> "ac3";
            case "ec-3" -> "eac3";
            case ".mp3" -> "mp3";
            default -> name.strip();
        };
    }

    // ISO/IEC 14496-1: descriptors within descriptors, each a tag and a length of up to four bytes
    private Optional<String> esdsCodec(Box esds) {
        long at = descriptor(esds, 4);
        return at < 0
                ? Optional.empty()
                : switch (bytes.u8(at)) {
                    case 0x40, 0x66, 0x67, 0x68 -> Optional.of("aac");
                    case 0x69, 0x6B -> Optional.of("mp3");
                    case 0x20 -> Optional.of("mpeg4");
                    case 0x6C -> Optional.of("mjpeg");
                    default -> Optional.empty();
                };
    }

    private String decoderInfo(Box esds) {
        long at = descriptor(esds, 5);
        return at < 0 ? "" : MediaFile.fingerprint(bytes, at, Math.min(esds.end(), at + length(at)));
    }

    // Steps back over the length that lies before a descriptor's content
    private long length(long content) {
        return bytes.u8(content - 1) & 0x7F;
    }

    private long descriptor(Box esds, int wanted) {
        long at = esds.start() + 4;
        while (at + 2 < esds.end()) {
            int tag = bytes.u8(at++);
            while (at < esds.end() && (bytes.u8(at) & 0x80) != 0) {
                at++;
            }
            at++;
            if (tag == wanted) {
                return at < esds.end() ? at : -1;
            }
            switch (tag) {
                case 3 -> at += 3;
                case 4 -> at += 13;
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    // ── moof

    /** What one run of a fragment adds to its track, once its data is seen to be there. */
    private record Part(Track track, long start, long duration) {
        private void count() {
            if (start < track.first) {
                track.first = start;
            }
            track.end = Math.max(track.end, start + duration);
            track.next = start + duration;
        }
    }

    private List<Part> parts(Box moof) {
        List<Part> parts = new ArrayList<>();
        fragments(moof, (track, start, duration) -> parts.add(new Part(track, start, duration)));
        return parts;
    }

    private interface Fragment {
        void seen(Track track, long start, long duration);
    }

    /** @param defaults duration and flags of samples that say nothing of their own */
    private record Run(Box box, int flags, long samples, long[] defaults) {}

    private void fragments(Box moof, Fragment consumer) {
        Mp4Boxes.children(bytes, moof, traf -> {
            if (!traf.type().equals("traf")) {
                return;
            }
            Track[] track = {null};
            long[] base = {-1};
            long[] own = {0, 0};
            List<Run> runs = new ArrayList<>();
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
                        long[] usual = defaults.getOrDefault(id, new long[2]);
                        own[0] = usual[0];
                        own[1] = usual[1];
                        long field = at + 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
                        if ((flags & 0x8) != 0) {
                            own[0] = bytes.u32(field);
                            field += 4;
                        }
                        field += (flags & 0x10) != 0 ? 4 : 0;
                        if ((flags & 0x20) != 0) {
                            own[1] = bytes.u32(field);
                        }
                    }
                    case "tfdt" -> base[0] = bytes.u8(at) == 1 ? bytes.u64(at + 4) : bytes.u32(at + 4);
                    case "trun" ->
                        runs.add(new Run(box, (int) (bytes.u32(at) & 0xFF_FFFF), bytes.u32(at + 4), own.clone()));
                    default -> {
                        // encryption, sample groups
                    }
                }
            });
            if (track[0] != null) {
                long duration = 0;
                for (Run run : runs) {
                    duration += duration(run);
                }
                consumer.seen(track[0], base[0] < 0 ? track[0].next : base[0], duration);
            }
        });
    }

    private long duration(Run run) {
        if (run.samples > MAX_SAMPLES) {
            throw bytes.broken("has a table of " + run.samples + " samples");
        }
        if ((run.flags & 0x100) == 0) {
            return run.samples * run.defaults[0];
        }
        long sum = 0;
        int step = step(run);
        long at = first(run);
        for (long i = 0; i < run.samples; i++, at += step) {
            sum += bytes.u32(at);
        }
        return sum;
    }

    private static int step(Run run) {
        return 4 * Integer.bitCount(run.flags & 0xF00);
    }

    private static long first(Run run) {
        return run.box.start() + 8 + ((run.flags & 0x1) != 0 ? 4 : 0) + ((run.flags & 0x4) != 0 ? 4 : 0);
    }
}
