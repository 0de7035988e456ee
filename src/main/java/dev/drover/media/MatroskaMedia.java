package dev.drover.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.drover.media.Ebml.Element;
import dev.drover.media.MediaFile.Container;
import dev.drover.media.MediaFile.Stream;

/** A recording in Matroska, also one that was cut off: what is whole counts. */
final class MatroskaMedia {
    private static final long SEGMENT = 0x18538067L;
    private static final long INFO = 0x1549A966L;
    private static final long TIMESTAMP_SCALE = 0x2AD7B1L;
    private static final long DURATION = 0x4489L;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK_ENTRY = 0xAEL;
    private static final long TRACK_NUMBER = 0xD7L;
    private static final long TRACK_TYPE = 0x83L;
    private static final long CODEC_ID = 0x86L;
    private static final long CODEC_PRIVATE = 0x63A2L;
    private static final long VIDEO = 0xE0L;
    private static final long AUDIO = 0xE1L;
    private static final long PIXEL_WIDTH = 0xB0L;
    private static final long PIXEL_HEIGHT = 0xBAL;
    private static final long CHANNELS = 0x9FL;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long TIMESTAMP = 0xE7L;
    private static final long SIMPLE_BLOCK = 0xA3L;
    private static final long BLOCK_GROUP = 0xA0L;
    private static final long BLOCK = 0xA1L;

    private final MediaBytes bytes;
    private final Ebml ebml;
    private long scale = 1_000_000;
    private final List<Track> tracks = new ArrayList<>();

    private long clusterTime;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long pictures;
    private boolean finished;

    private static final class Track {
        private long number;
        private Kind kind = Kind.OTHER;
        private String codec = "";
        private String shape = "";
    }

    MatroskaMedia(MediaBytes bytes) {
        this.bytes = bytes;
        this.ebml = new Ebml(bytes);
    }

    MediaFile read() {
        long usable = walk();
        if (pictures == 0) {
            throw bytes.broken("holds no picture");
        }
        long frame = pictures > 1 ? (last - first) / (pictures - 1) : 40_000_000 / scale;
        return new MediaFile(
                Container.MATROSKA,
                Duration.ofNanos((last - first + frame) * scale),
                finished && usable == bytes.size(),
                usable,
                Optional.empty(),
                Optional.empty(),
                tracks.stream()
                        .map(track -> new Stream(track.kind, track.codec, track.shape))
                        .toList());
    }

    /** Goes through all elements, into those that hold others; answers up to where all is whole. */
    private long walk() {
        long at = 0;
        try {
            while (at < bytes.size()) {
                Element element = ebml.element(at);
                boolean holds = element.id() == SEGMENT
                        || element.id() == CLUSTER
                        || element.id() == INFO
                        || element.id() == TRACKS
                        || element.id() == TRACK_ENTRY
                        || element.id() == VIDEO
                        || element.id() == AUDIO
                        || element.id() == BLOCK_GROUP;
                if (!holds && (element.end() < 0 || element.end() > bytes.size())) {
                    break;
                }
                see(element);
                at = holds ? element.start() : element.end();
            }
        } catch (MediaException cut) {
            if (pictures == 0) {
                throw cut;
            }
        }
        return Math.min(at, bytes.size());
    }

    private void see(Element element) {
        long id = element.id();
        Track track = tracks.isEmpty() ? new Track() : tracks.get(tracks.size() - 1);
        if (id == TIMESTAMP_SCALE) {
            scale = Math.max(1, ebml.unsigned(element));
        } else if (id == DURATION) {
            // Written when all else is
            finished = true;
        } else if (id == TRACK_ENTRY && tracks.size() < 64) {
            tracks.add(new Track());
        } else if (id == TRACK_NUMBER) {
            track.number = ebml.unsigned(element);
        } else if (id == TRACK_TYPE) {
            long type = ebml.unsigned(element);
            track.kind = type == 1 ? Kind.VIDEO : type == 2 ? Kind.AUDIO : Kind.OTHER;
        } else if (id == CODEC_ID) {
            String name = bytes.ascii(element.start(), (int) Math.min(32, element.end() - element.start()))
                    .replace("\0", "");
            track.codec = codec(name);
        } else if (id == CODEC_PRIVATE) {
            track.shape += " " + MediaFile.fingerprint(bytes, element.start(), element.end());
        } else if (id == PIXEL_WIDTH || id == PIXEL_HEIGHT || id == CHANNELS) {
            track.shape += " " + ebml.unsigned(element);
        } else if (id == TIMESTAMP) {
            clusterTime = ebml.unsigned(element);
        } else if (id == SIMPLE_BLOCK || id == BLOCK) {
            block(element);
        }
    }

    private long header(Element block) {
        return block.start() + ebml.number(block.start(), false)[1];
    }

    private void block(Element block) {
        long number = ebml.number(block.start(), false)[0];
        Optional<Track> shown = tracks.stream()
                .filter(each -> each.kind == Kind.VIDEO)
                .findFirst()
                .or(() ->
                        tracks.stream().filter(each -> each.kind == Kind.AUDIO).findFirst());
        if (shown.isEmpty() || shown.get().number != number) {
            return;
        }
        long time = clusterTime + (short) bytes.u16(header(block));
        pictures++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    private static String codec(String name) {
        return switch (name) {
            case "V_MPEG4/ISO/AVC" -> "h264";
            case "V_MPEGH/ISO/HEVC" -> "hevc";
            case "V_AV1" -> "av1";
            case "V_VP9" -> "vp9";
            case "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/SP" -> "mpeg4";
            case "V_MJPEG" -> "mjpeg";
            case "A_OPUS" -> "opus";
            case "A_MPEG/L3" -> "mp3";
            case "A_AC3" -> "ac3";
            default -> name.startsWith("A_AAC") ? "aac" : name;
        };
    }
}
