package dev.drover.media;

import java.nio.file.Path;
import java.time.Duration;

import dev.drover.media.Ebml.Element;
import dev.drover.media.TrackTiming.Container;

/**
 * WebM as Rhombus audio gateways deliver it: a header file, then numbered files of whole clusters, Opus 48 kHz mono
 * (Rhombus, "retrieving audio").
 */
public final class WebmSegment {
    private static final long EBML = 0x1A45DFA3L;
    private static final long SEGMENT = 0x18538067L;
    private static final long INFO = 0x1549A966L;
    private static final long TIMESTAMP_SCALE = 0x2AD7B1L;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK_ENTRY = 0xAEL;
    private static final long TRACK_NUMBER = 0xD7L;
    private static final long TRACK_TYPE = 0x83L;
    private static final long CODEC_ID = 0x86L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long TIMESTAMP = 0xE7L;
    private static final long SIMPLE_BLOCK = 0xA3L;
    private static final long BLOCK_GROUP = 0xA0L;
    private static final long BLOCK = 0xA1L;
    private static final long BLOCK_DURATION = 0x9BL;

    private static final long NANOS = 1_000_000_000L;
    private static final long DEFAULT_SCALE = 1_000_000L;
    private static final long DEFAULT_FRAME_NANOS = 20_000_000L;
    private static final TrackTiming OPUS = new TrackTiming(Container.WEBM, 1, Kind.AUDIO, "A_OPUS", 1000, 0, 0);

    private WebmSegment() {}

    /** {@link #measure(Path, TrackTiming)} for Opus in milliseconds, which is what all known gateways send. */
    public static Measured measure(Path segment) {
        return measure(segment, OPUS);
    }

    /**
     * Checks that a segment consists of complete clusters and measures it: from its first block to the end of its last,
     * whose length is its own duration, or that of its Opus frames, or else 20 ms.
     *
     * @throws MediaException if an element is cut off, there is no block, or the file is something else
     */
    public static Measured measure(Path segment, TrackTiming timing) {
        try (MediaBytes bytes = MediaBytes.open(segment)) {
            return new Reader(bytes, timing).measure();
        }
    }

    static boolean isEbml(MediaBytes bytes) {
        return bytes.size() >= 4 && bytes.u32(0) == EBML;
    }

    static TrackTiming header(MediaBytes bytes) {
        return new Reader(bytes, OPUS).header();
    }

    private static final class Reader {
        private final MediaBytes bytes;
        private final Ebml ebml;
        private final TrackTiming timing;
        private final long tickNanos;

        private long clusterTime;
        private long first = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;

        private Reader(MediaBytes bytes, TrackTiming timing) {
            this.bytes = bytes;
            this.ebml = new Ebml(bytes);
            this.timing = timing;
            this.tickNanos = Math.max(1, NANOS / timing.timescale());
        }

        // One flat walk: containers are stepped into, everything else over, so unknown sizes need no special case
        private Measured measure() {
            long at = 0;
            boolean clusters = false;
            while (at < bytes.size()) {
                Element element = ebml.element(at);
                long id = element.id();
                if (at == 0 && id != EBML && id != SEGMENT && id != CLUSTER && element.end() > bytes.size()) {
                    throw bytes.foreign("WebM segment");
                }
                if (element.end() > bytes.size()) {
                    throw bytes.cutOff(element.end());
                }
                if (id == SEGMENT || id == CLUSTER) {
                    clusters |= id == CLUSTER;
                    at = element.start();
                    continue;
                }
                if (element.end() < 0) {
                    throw bytes.broken("has an element of unknown size at byte " + at);
                }
                if (clusters) {
                    if (id == TIMESTAMP) {
                        clusterTime = ebml.unsigned(element);
                    } else if (id == SIMPLE_BLOCK) {
                        block(element, -1);
                    } else if (id == BLOCK_GROUP) {
                        blockGroup(element);
                    }
                }
                at = element.end();
            }
            if (!clusters) {
                throw bytes.foreign("WebM segment");
            }
            if (first > end) {
                throw bytes.broken("holds no sound");
            }
            if (end == first) {
                throw bytes.broken("holds sound of no length");
            }
            long base = Math.max(0, first);
            return new Measured(Duration.ofNanos(base), Duration.ofNanos(end - base));
        }

        private void blockGroup(Element group) {
            long at = group.start();
            long duration = -1;
            Element block = null;
            while (at < group.end()) {
                Element element = ebml.element(at);
                if (element.end() < 0 || element.end() > group.end()) {
                    throw bytes.broken("has an element larger than what holds it, at byte " + at);
                }
                if (element.id() == BLOCK) {
                    block = element;
                } else if (element.id() == BLOCK_DURATION) {
                    duration = ebml.unsigned(element);
                }
                at = element.end();
            }
            if (block != null) {
                block(block, duration);
            }
        }

        private void block(Element block, long ticks) {
            long[] track = ebml.number(block.start(), false);
            long at = block.start() + track[1];
            if (block.end() - at < 3) {
                throw bytes.broken("has an empty block at byte " + block.start());
            }
            if (track[0] != timing.trackId()) {
                return;
            }
            if (Math.max(clusterTime, ticks) > MediaBytes.LARGEST / tickNanos) {
                throw bytes.broken("has a time out of range at byte " + block.start());
            }
            long start = (clusterTime + (short) bytes.u16(at)) * tickNanos;
            boolean laced = (bytes.u8(at + 2) & 0x06) != 0;
            long length = ticks >= 0
                    ? ticks * tickNanos
                    : laced || !timing.codec().equals("A_OPUS") ? DEFAULT_FRAME_NANOS : opusNanos(at + 3, block.end());
            first = Math.min(first, start);
            end = Math.max(end, start + length);
        }

        // RFC 6716, 3.1: the first byte of a packet says how long its frames are, and how many
        private long opusNanos(long at, long end) {
            if (at >= end) {
                return DEFAULT_FRAME_NANOS;
            }
            int toc = bytes.u8(at);
            int config = toc >> 3;
            long micros = config < 12
                    ? new long[] {10_000, 20_000, 40_000, 60_000}[config & 3]
                    : config < 16 ? new long[] {10_000, 20_000}[config & 1] : 2_500L << (config & 3);
            int frames = (toc & 3) == 0 ? 1 : (toc & 3) < 3 ? 2 : at + 1 < end ? bytes.u8(at + 1) & 0x3F : 1;
            return micros * 1000 * frames;
        }

        private TrackTiming header() {
            long scale = DEFAULT_SCALE;
            long track = 0;
            long number = 1;
            Kind kind = Kind.OTHER;
            String codec = "";
            boolean chosen = false;
            long at = 0;
            while (at < bytes.size()) {
                Element element = ebml.element(at);
                if (element.id() == CLUSTER) {
                    break;
                }
                if (element.end() > bytes.size() && element.id() != SEGMENT) {
                    throw bytes.cutOff(element.end());
                }
                boolean container = element.id() == SEGMENT
                        || element.id() == INFO
                        || element.id() == TRACKS
                        || element.id() == TRACK_ENTRY;
                if (element.end() < 0 && !container) {
                    throw bytes.broken("has an element of unknown size at byte " + at);
                }
                if (element.id() == TRACK_ENTRY) {
                    chosen = track++ == 0;
                } else if (element.id() == TIMESTAMP_SCALE) {
                    scale = ebml.unsigned(element);
                } else if (element.id() == TRACK_NUMBER && chosen) {
                    number = ebml.unsigned(element);
                } else if (element.id() == TRACK_TYPE && chosen) {
                    long type = ebml.unsigned(element);
                    kind = type == 1 ? Kind.VIDEO : type == 2 ? Kind.AUDIO : Kind.OTHER;
                } else if (element.id() == CODEC_ID && chosen) {
                    codec = bytes.ascii(element.start(), (int) Math.min(32, element.end() - element.start()))
                            .replace("\0", "");
                }
                at = container ? element.start() : element.end();
            }
            if (track == 0 || codec.isEmpty()) {
                throw bytes.broken("is no complete WebM header: it describes no track");
            }
            if (scale < 1 || scale > NANOS) {
                throw bytes.broken("has an impossible time scale");
            }
            return new TrackTiming(Container.WEBM, number, kind, codec, NANOS / scale, 0, 0);
        }
    }
}
