package dev.drover.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.drover.media.MediaFile.Container;
import dev.drover.media.MediaFile.Stream;

/** What the headers of an AVI say. One that was never finished has no index and counts as broken. */
final class AviMedia {
    private AviMedia() {}

    static boolean isAvi(MediaBytes bytes) {
        return bytes.size() >= 12
                && bytes.ascii(0, 4).equals("RIFF")
                && bytes.ascii(8, 4).equals("AVI ");
    }

    static MediaFile read(MediaBytes bytes) {
        long riff = u32(bytes, 4);
        if (riff == 0) {
            throw bytes.broken("is no finished AVI");
        }
        if (riff + 8 > bytes.size()) {
            throw bytes.cutOff(riff + 8);
        }
        List<Stream> streams = new ArrayList<>();
        Duration[] longest = {Duration.ZERO, Duration.ZERO};
        walk(bytes, 12, riff + 8, streams, longest, new String[2]);
        Duration duration = longest[0].isZero() ? longest[1] : longest[0];
        if (duration.isZero()) {
            throw bytes.broken("holds no picture");
        }
        return new MediaFile(Container.AVI, duration, true, bytes.size(), Optional.empty(), Optional.empty(), streams);
    }

    private static void walk(
            MediaBytes bytes, long from, long end, List<Stream> streams, Duration[] longest, String[] stream) {
        for (long next = from; next + 8 <= end && streams.size() < 64; ) {
            long at = next;
            String id = bytes.ascii(at, 4);
            long size = u32(bytes, at + 4);
            if (id.equals("LIST")) {
                String type = bytes.ascii(at + 8, 4);
                if (type.equals("hdrl") || type.equals("strl")) {
                    walk(bytes, at + 12, Math.min(end, at + 8 + size), streams, longest, stream);
                }
                if (type.equals("movi")) {
                    // The headers lie before it
                    streams.replaceAll(each -> reordered(bytes, at + 12, Math.min(end, at + 8 + size), each));
                    return;
                }
            } else if (id.equals("strh")) {
                stream[0] = bytes.ascii(at + 8, 4);
                stream[1] = bytes.ascii(at + 12, 4);
                long scale = u32(bytes, at + 8 + 20);
                long rate = u32(bytes, at + 8 + 24);
                long length = u32(bytes, at + 8 + 32);
                int kind = stream[0].equals("vids") ? 0 : 1;
                if (rate > 0) {
                    Duration duration = MediaBytes.duration(length * scale, rate);
                    longest[kind] = longest[kind].compareTo(duration) > 0 ? longest[kind] : duration;
                }
            } else if (id.equals("strf") && stream[0] != null) {
                streams.add(stream(bytes, at + 8, at + 8 + size, stream[0]));
            }
            next += 8 + size + (size & 1);
        }
    }

    /**
     * AVI cannot tell when a picture is shown, only which comes after which: where some are shown before others that come before them, no
     * copy has the right times. Such a stream is a codec of its own. Recorders have one every few pictures, or none.
     */
    private static Stream reordered(MediaBytes bytes, long from, long end, Stream stream) {
        long at = from;
        for (int pictures = 0; pictures < 50 && at + 8 <= end; ) {
            String id = bytes.ascii(at, 4);
            if (id.equals("LIST")) {
                at += 12;
                continue;
            }
            long size = u32(bytes, at + 4);
            if (id.endsWith("dc") || id.endsWith("db")) {
                pictures++;
                if (isBetween(bytes, at + 8, Math.min(end, at + 8 + size), stream.codec())) {
                    return new Stream(stream.kind(), stream.codec() + " with B-frames", stream.shape());
                }
            }
            at += 8 + size + (size & 1);
        }
        return stream;
    }

    /** Whether it is a B-frame: ISO/IEC 14496-10, 7.3.3 (slice type), and 14496-2, 6.2.5 (vop_coding_type). */
    private static boolean isBetween(MediaBytes bytes, long from, long end, String codec) {
        for (long at = from; at + 6 <= Math.min(end, from + 4096); at++) {
            if (bytes.u8(at) != 0 || bytes.u8(at + 1) != 0 || bytes.u8(at + 2) != 1) {
                continue;
            }
            int unit = bytes.u8(at + 3);
            if (codec.equals("mpeg4") && unit == 0xB6) {
                return bytes.u8(at + 4) >> 6 == 2;
            }
            // The first slice of a picture: "1" for its first block, then 1 or 6 in Exp-Golomb for B
            if (codec.equals("h264") && (unit & 0x1F) == 1) {
                int bits = bytes.u8(at + 4);
                return bits >> 4 == 0b1010 || bits >> 2 == 0b10_0111;
            }
        }
        return false;
    }

    private static Stream stream(MediaBytes bytes, long at, long end, String type) {
        if (type.equals("vids")) {
            String codec = bytes.ascii(at + 16, 4);
            String name =
                    switch (codec.toUpperCase(java.util.Locale.ROOT)) {
                        case "H264", "AVC1", "X264" -> "h264";
                        case "HEVC", "H265", "HVC1" -> "hevc";
                        case "MJPG" -> "mjpeg";
                        case "FMP4", "XVID", "DIVX", "DX50", "MP4V" -> "mpeg4";
                        default -> codec;
                    };
            return new Stream(
                    Kind.VIDEO,
                    name,
                    u32(bytes, at + 4) + "x" + u32(bytes, at + 8) + MediaFile.fingerprint(bytes, at + 40, end));
        }
        if (type.equals("auds")) {
            int tag = bytes.u8(at) | bytes.u8(at + 1) << 8;
            String name =
                    switch (tag) {
                        case 0x55 -> "mp3";
                        case 0xFF -> "aac";
                        default -> "wav-" + tag;
                    };
            return new Stream(Kind.AUDIO, name, bytes.u8(at + 2) + "c" + u32(bytes, at + 4));
        }
        return new Stream(Kind.OTHER, type, "");
    }

    private static long u32(MediaBytes bytes, long at) {
        return Integer.reverseBytes((int) bytes.u32(at)) & 0xFFFF_FFFFL;
    }
}
