package dev.drover.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.drover.media.MediaFile.Container;
import dev.drover.media.MediaFile.Pause;
import dev.drover.media.MediaFile.Stream;
import dev.drover.media.Mp4Boxes.Box;

/** A recording in MP4, in one piece or in fragments. Of the latter, what is whole counts: a recorder may have been cut off. */
final class Mp4Media {
    private final MediaBytes bytes;
    private final List<Track> tracks = new ArrayList<>();
    private boolean extended;
    private boolean movie;
    private long movieDuration;
    private Optional<Instant> recordedAt = Optional.empty();

    Mp4Media(MediaBytes bytes) {
        this.bytes = bytes;
    }

    private static final class Track {
        private Kind kind = Kind.OTHER;
        private String codec = "";
        private String shape = "";
        private String turned = "";
        private int[] size = {0, 0};
    }

    MediaFile read() {
        // The last byte up to which everything is whole, and what was wrong behind it
        long[] usable = {0};
        Optional<MediaException> broken = Optional.empty();
        boolean[] fragment = {false};
        try {
            Mp4Boxes.topLevel(bytes, box -> {
                switch (box.type()) {
                    case "moov" -> {
                        movie(box);
                        usable[0] = box.end();
                    }
                    case "moof" -> fragment[0] = true;
                    case "mdat" -> usable[0] = box.end();
                    default -> {
                        // nothing to learn from it
                    }
                }
            });
        } catch (MediaException cut) {
            broken = Optional.of(cut);
        }
        boolean fragmented = extended || fragment[0];
        if (!movie || (!fragmented && broken.isPresent())) {
            throw broken.orElseGet(() -> bytes.broken("is no finished MP4: it has no moov box"));
        }
        Shown shown = shown(Mp4Samples.read(bytes), fragmented);
        return new MediaFile(
                fragmented ? Container.FRAGMENTED_MP4 : Container.MP4,
                shown.duration,
                broken.isEmpty() && (!fragmented || movieDuration > 0),
                broken.isEmpty() ? bytes.size() : usable[0],
                shown.pause,
                recordedAt,
                tracks.stream()
                        .map(track -> new Stream(
                                track.kind,
                                track.codec,
                                track.shape + (track.kind == Kind.VIDEO ? track.turned + shown.hidden : "")))
                        .toList());
    }

    /** @param hidden what makes a file unlike all others that begins with pictures that are only decoded: no copy can hide them in its middle */
    private record Shown(Duration duration, Optional<Pause> pause, String hidden) {}

    private Shown shown(Mp4Samples samples, boolean fragmented) {
        Mp4Samples.Track track = samples.track(track(Kind.VIDEO).isPresent() ? Kind.VIDEO : Kind.AUDIO)
                .orElseThrow(() -> bytes.broken("holds no picture" + (fragmented ? " yet" : "")));
        Mp4Joiner.Extent extent = Mp4Joiner.extent(samples, track);
        if (extent.end() <= extent.zero()) {
            throw bytes.broken("holds no picture" + (fragmented ? " yet" : ""));
        }
        return new Shown(
                MediaBytes.duration(extent.end() - extent.zero(), track.timescale()),
                extent.pauseLength() == 0
                        ? Optional.empty()
                        : Optional.of(new Pause(
                                MediaBytes.duration(extent.pauseAt() - extent.zero(), track.timescale()),
                                MediaBytes.duration(extent.pauseLength(), track.timescale()))),
                extent.hidden() && track.kind() == Kind.VIDEO ? " within a group of " + bytes.name() : "");
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
                    Mp4Boxes.children(
                            bytes, box, trex -> extended |= trex.type().equals("trex"));
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
                case "trak/tkhd" -> track.turned = turned(at + (bytes.u8(at) == 1 ? 52 : 40));
                case "mdia/mdhd" -> {
                    if (bytes.u32(at + (bytes.u8(at) == 1 ? 20 : 12)) == 0) {
                        throw bytes.broken("has a track without a time scale");
                    }
                }
                case "mdia/hdlr" -> track.kind = Kind.ofHandler(bytes.ascii(at + 8, 4));
                case "stbl/stsd" -> description(box, track);
                default -> {
                    // what the samples are is told by Mp4Samples
                }
            }
        });
    }

    /** How its pictures are turned or mirrored: one file has one way. */
    private String turned(long matrix) {
        long right = bytes.u32(matrix);
        long down = bytes.u32(matrix + 4);
        return right == 0x1_0000 && down == 0 && bytes.u32(matrix + 16) == 0x1_0000
                ? ""
                : " turned " + MediaFile.fingerprint(bytes, matrix, matrix + 20);
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
                    case "avcC" -> shape.append(' ').append(parameterSets(box, 5, false));
                    case "hvcC" -> shape.append(' ').append(parameterSets(box, 22, true));
                    case "av1C", "vpcC", "dOps", "dac3", "dec3", "pcmC" ->
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

    /**
     * What stands for the parameter sets of H.264 or H.265 (ISO/IEC 14496-15, 5.3.3 and 8.3.3): FFmpeg puts a zero behind those that it
     * takes out of a transport stream now and then, which means nothing.
     */
    private String parameterSets(Box box, int header, boolean typed) {
        StringBuilder all = new StringBuilder(MediaFile.fingerprint(bytes, box.start(), box.start() + header));
        long at = box.start() + header;
        int lists = typed ? bytes.u8(at++) : 2;
        for (; lists > 0 && at + 4 < box.end(); lists--) {
            at += typed ? 1 : 0;
            int count = typed ? bytes.u16(at) : bytes.u8(at) & 0x1F;
            at += typed ? 2 : 1;
            for (; count > 0 && at + 2 < box.end(); count--) {
                long begin = at + 2;
                long end = Math.min(box.end(), begin + bytes.u16(at));
                at = end;
                while (end > begin && bytes.u8(end - 1) == 0) {
                    end--;
                }
                all.append('-').append(MediaFile.fingerprint(bytes, begin, end));
            }
        }
        return all.toString();
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
}
