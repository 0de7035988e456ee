package dev.drover.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.drover.media.MediaFile.Container;
import dev.drover.media.MediaFile.Stream;

/** An MPEG transport stream (ISO/IEC 13818-1): from the time of its first picture to that of its last. */
final class TsMedia {
    private static final int PACKET = 188;
    private static final long CLOCK = 90_000;
    private static final long WRAP = 1L << 33;
    /** How much of either end is looked at for the first and the last picture. */
    private static final long ENDS = 4L << 20;

    private static final int HEAD = 64 * 1024;

    private final MediaBytes bytes;
    private int table = -1;
    private int pid = -1;
    private final List<Stream> streams = new ArrayList<>();
    private int videoType;
    private int videoAt = -1;

    TsMedia(MediaBytes bytes) {
        this.bytes = bytes;
    }

    static boolean isTs(MediaBytes bytes) {
        return bytes.size() >= 3 * PACKET
                && bytes.u8(0) == 0x47
                && bytes.u8(PACKET) == 0x47
                && bytes.u8(2 * PACKET) == 0x47;
    }

    MediaFile read() {
        long whole = bytes.size() / PACKET * PACKET;
        TreeSet<Long> head = times(0, Math.min(whole, ENDS));
        if (pid < 0 || head.isEmpty()) {
            throw bytes.broken("holds no picture");
        }
        long origin = head.first();
        TreeSet<Long> tail = whole <= ENDS ? head : times(whole - ENDS / PACKET * PACKET, whole);
        if (tail.isEmpty()) {
            throw bytes.broken("holds no picture at its end");
        }
        // Times count from 0 again after 26.5 hours
        long last = tail.stream().mapToLong(time -> since(origin, time)).max().orElseThrow();
        long begin = tail.stream().mapToLong(time -> since(origin, time)).min().orElseThrow();
        long frame = tail.size() > 1 ? (last - begin) / (tail.size() - 1) : CLOCK / 25;
        if (videoAt >= 0) {
            streams.set(videoAt, new Stream(Kind.VIDEO, streams.get(videoAt).codec(), parameters()));
        }
        return new MediaFile(
                Container.TS,
                MediaBytes.duration(last + frame, CLOCK),
                // Nothing in it says that more will not come
                false,
                whole,
                Optional.empty(),
                Optional.empty(),
                streams);
    }

    private TreeSet<Long> times(long from, long to) {
        TreeSet<Long> times = new TreeSet<>();
        for (long packet = from; packet + PACKET <= to; packet += PACKET) {
            long time = pictureAt(packet);
            if (time >= 0) {
                times.add(time);
            }
        }
        return times;
    }

    private static long since(long origin, long time) {
        long since = Math.floorMod(time - origin, WRAP);
        return since > WRAP / 2 ? since - WRAP : since;
    }

    /** The time of the picture (or sound, where there are none) that begins in this packet; -1 where none does. */
    private long pictureAt(long packet) {
        if (bytes.u8(packet) != 0x47) {
            return -1;
        }
        int flags = bytes.u16(packet + 1);
        int id = flags & 0x1FFF;
        boolean begins = (flags & 0x4000) != 0;
        if (!begins || (id != 0 && id != table && id != pid)) {
            return -1;
        }
        long at = payload(packet);
        if (at + 14 > packet + PACKET) {
            return -1;
        }
        if (id == 0) {
            programs(at + 1 + bytes.u8(at), packet + PACKET);
            return -1;
        }
        if (id == table) {
            if (pid < 0) {
                elements(at + 1 + bytes.u8(at), packet + PACKET);
            }
            return -1;
        }
        boolean stamped = bytes.u16(at) == 0 && bytes.u8(at + 2) == 1 && (bytes.u8(at + 7) & 0x80) != 0;
        return stamped ? stamp(at + 9) : -1;
    }

    private long payload(long packet) {
        int control = bytes.u8(packet + 3) & 0x30;
        return control == 0x10 ? packet + 4 : control == 0x30 ? packet + 5 + bytes.u8(packet + 4) : packet + PACKET;
    }

    private long stamp(long at) {
        return (long) (bytes.u8(at) >> 1 & 7) << 30 | (long) (bytes.u16(at + 1) >> 1) << 15 | bytes.u16(at + 3) >> 1;
    }

    private void programs(long at, long end) {
        if (table < 0 && at + 12 <= end) {
            table = bytes.u16(at + 10) & 0x1FFF;
        }
    }

    private void elements(long section, long end) {
        if (section + 12 > end) {
            return;
        }
        long last = Math.min(end, section + 3 + (bytes.u16(section + 1) & 0xFFF) - 4);
        long at = section + 12 + (bytes.u16(section + 10) & 0xFFF);
        int sound = -1;
        while (at + 5 <= last) {
            int type = bytes.u8(at);
            int element = bytes.u16(at + 1) & 0x1FFF;
            String codec =
                    switch (type) {
                        case 0x1B -> "h264";
                        case 0x24 -> "hevc";
                        case 0x01, 0x02 -> "mpeg2video";
                        case 0x10 -> "mpeg4";
                        case 0x0F -> "aac";
                        case 0x03, 0x04 -> "mp3";
                        case 0x81 -> "ac3";
                        default -> "ts-" + type;
                    };
            boolean video = type == 0x1B || type == 0x24 || type == 0x01 || type == 0x02 || type == 0x10;
            boolean audio = type == 0x0F || type == 0x03 || type == 0x04 || type == 0x81;
            streams.add(new Stream(video ? Kind.VIDEO : audio ? Kind.AUDIO : Kind.OTHER, codec, ""));
            if (video && videoAt < 0) {
                videoAt = streams.size() - 1;
                videoType = type;
                pid = element;
            } else if (audio && sound < 0) {
                sound = element;
            }
            at += 5 + (bytes.u16(at + 3) & 0xFFF);
        }
        if (pid < 0) {
            pid = sound;
        }
    }

    /** What a decoder is told first of all: sequence parameters, of H.264 or HEVC. */
    private String parameters() {
        byte[] head = new byte[HEAD];
        int length = 0;
        boolean begun = false;
        for (long packet = 0; packet + PACKET <= bytes.size() && length < HEAD; packet += PACKET) {
            int flags = bytes.u16(packet + 1);
            if ((flags & 0x1FFF) != pid) {
                continue;
            }
            boolean begins = (flags & 0x4000) != 0;
            if (begins && begun && length > HEAD / 4) {
                break;
            }
            begun |= begins;
            long at = payload(packet);
            if (begins && at + 9 < packet + PACKET) {
                at += 9 + bytes.u8(at + 8);
            }
            for (; begun && at < packet + PACKET && length < HEAD; at++) {
                head[length++] = (byte) bytes.u8(at);
            }
        }
        for (int i = 0; i + 4 < length; i++) {
            if (head[i] == 0 && head[i + 1] == 0 && head[i + 2] == 1 && isSequence(head[i + 3])) {
                long hash = 0xcbf29ce484222325L;
                for (int j = i + 3; j < Math.min(length - 2, i + 200); j++) {
                    if (head[j] == 0 && head[j + 1] == 0 && (head[j + 2] == 1 || head[j + 2] == 0)) {
                        break;
                    }
                    hash = (hash ^ head[j] & 0xFF) * 0x100000001b3L;
                }
                return Long.toHexString(hash);
            }
        }
        return "";
    }

    private boolean isSequence(byte unit) {
        return videoType == 0x1B ? (unit & 0x1F) == 7 : videoType == 0x24 && (unit >> 1 & 0x3F) == 33;
    }
}
