package dev.drover.media;

import java.util.function.Consumer;

/** Walks the boxes of an ISO base media file (ISO/IEC 14496-12). */
final class Mp4Boxes {
    private Mp4Boxes() {}

    /** @param start first byte of the content, @param end first byte after the box */
    record Box(String type, long start, long end) {
        long length() {
            return end - start;
        }
    }

    static void topLevel(MediaBytes bytes, Consumer<Box> consumer) {
        walk(bytes, 0, bytes.size(), true, consumer);
    }

    static void children(MediaBytes bytes, Box parent, Consumer<Box> consumer) {
        walk(bytes, parent.start(), parent.end(), false, consumer);
    }

    private static void walk(MediaBytes bytes, long from, long end, boolean top, Consumer<Box> consumer) {
        long at = from;
        while (at < end) {
            if (end - at < 8) {
                if (top) {
                    throw bytes.cutOff(at + 8);
                }
                // QuickTime ends some containers with four zero bytes
                return;
            }
            long size = bytes.u32(at);
            String type = bytes.ascii(at + 4, 4);
            if (!type.chars().allMatch(c -> c >= ' ' && c <= '~' || c == 0xA9)) {
                throw top && at == 0
                        ? bytes.foreign("MP4 file")
                        : bytes.broken("has no box where one should be, at byte " + at);
            }
            int header = 8;
            if (size == 1) {
                size = bytes.u64(at + 8);
                header = 16;
            } else if (size == 0) {
                size = end - at;
            }
            if (size < header) {
                throw bytes.broken("has a box of impossible size at byte " + at);
            }
            if (size > end - at) {
                if (top && at == 0 && !type.matches("ftyp|styp|moof|mdat|sidx|free|skip|emsg|prft|moov|uuid")) {
                    throw bytes.foreign("MP4 file");
                }
                throw top ? bytes.cutOff(saturated(at, size)) : bytes.broken("has a box larger than what holds it");
            }
            consumer.accept(new Box(type, at + header, at + size));
            at += size;
        }
    }

    private static long saturated(long at, long size) {
        return size > Long.MAX_VALUE - at ? Long.MAX_VALUE : at + size;
    }
}
