package dev.drover.media;

/** The elements of Matroska and WebM (RFC 8794). */
final class Ebml {
    private final MediaBytes bytes;

    Ebml(MediaBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * @param start first byte of the content
     * @param end first byte behind it, -1 where the element does not say how long it is
     */
    record Element(long id, long start, long end) {}

    Element element(long at) {
        long[] id = number(at, true);
        long[] size = number(at + id[1], false);
        long start = at + id[1] + size[1];
        long end = size[0] < 0 ? -1 : start + size[0];
        return new Element(id[0], start, end);
    }

    /** A variable-length number and its length in bytes; -1 for a size that is not known. */
    long[] number(long at, boolean keepMarker) {
        int begin = bytes.u8(at);
        int length = Integer.numberOfLeadingZeros(begin) - 23;
        if (length > (keepMarker ? 4 : 8)) {
            throw at == 0
                    ? bytes.foreign("WebM file")
                    : bytes.broken("has no element where one should be, at byte " + at);
        }
        long value = keepMarker ? begin : begin & (0xFF >> length);
        boolean ones = (begin | 0xFF << (8 - length) & 0xFF) == 0xFF;
        for (int i = 1; i < length; i++) {
            int next = bytes.u8(at + i);
            ones &= next == 0xFF;
            value = value << 8 | next;
        }
        return new long[] {ones && !keepMarker ? -1 : value, length};
    }

    long unsigned(Element element) {
        long length = element.end() - element.start();
        if (length > 8) {
            throw bytes.broken("has a number of " + length + " bytes");
        }
        long value = 0;
        for (long i = 0; i < length; i++) {
            value = value << 8 | bytes.u8(element.start() + i);
        }
        if (value < 0 || value > MediaBytes.LARGEST) {
            throw bytes.broken("has a number out of range at byte " + element.start());
        }
        return value;
    }
}
