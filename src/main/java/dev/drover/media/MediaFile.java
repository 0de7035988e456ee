package dev.drover.media;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a recorder has written, as its container tells: MP4, fragmented MP4 (also while it grows or when it was cut off),
 * MPEG transport stream, Matroska or AVI. Pictures are not decoded.
 *
 * @param container how it is packed
 * @param duration how long its pictures are shown, or its sound where there are none; above 0
 * @param closed whether its writer has finished it, as far as the container tells
 * @param usable bytes from its begin that hold whole pictures; its size where nothing is cut off
 * @param pause the longest in which no picture follows, of 2 s at least and 4 pictures; only MP4 tells. Where the clock of its
 *     writer has jumped it looks the same
 * @param recordedAt when its first picture was taken, where the recorder has noted it inside (MediaMTX does)
 * @param streams in the order of the file
 */
@RegisterForReflection
public record MediaFile(
        Container container,
        Duration duration,
        boolean closed,
        long usable,
        Optional<Pause> pause,
        Optional<Instant> recordedAt,
        List<Stream> streams) {

    public MediaFile {
        streams = List.copyOf(streams);
    }

    /** How a file is packed. */
    public enum Container {
        MP4,
        FRAGMENTED_MP4,
        TS,
        MATROSKA,
        AVI
    }

    /**
     * A stretch in which nothing new is shown.
     *
     * @param at when the picture before has been shown as long as others are, counted from the first
     * @param length from then to the next picture
     */
    @RegisterForReflection
    public record Pause(Duration at, Duration length) {}

    /**
     * One stream.
     *
     * @param kind what it holds
     * @param codec as FFmpeg calls it: {@code h264}, {@code hevc}, {@code aac}, {@code opus} …; else the container's own word
     * @param shape what must be the same in two files for one to be put behind the other without encoding
     */
    @RegisterForReflection
    public record Stream(Kind kind, String codec, String shape) {}

    /** Whether there are pictures. */
    public boolean video() {
        return streams.stream().anyMatch(stream -> stream.kind() == Kind.VIDEO);
    }

    /** Whether there is sound. */
    public boolean audio() {
        return streams.stream().anyMatch(stream -> stream.kind() == Kind.AUDIO);
    }

    /** The shapes of all streams and the container: files that have the same can be put together as they are. */
    public String shape() {
        StringBuilder shape = new StringBuilder(container == Container.FRAGMENTED_MP4 ? "MP4" : container.name());
        streams.stream()
                .filter(stream -> stream.kind() != Kind.OTHER)
                .forEach(stream ->
                        shape.append(' ').append(stream.codec()).append(':').append(stream.shape()));
        return shape.toString();
    }

    /**
     * Reads what there is of a file.
     *
     * @throws MediaException if there is not a single picture or sound that can be played, saying why
     */
    public static MediaFile read(Path file) {
        try (MediaBytes bytes = MediaBytes.open(file)) {
            if (bytes.size() < 16) {
                throw bytes.cutOff(16);
            }
            if (WebmSegment.isEbml(bytes)) {
                return new MatroskaMedia(bytes).read();
            }
            if (AviMedia.isAvi(bytes)) {
                return AviMedia.read(bytes);
            }
            if (TsMedia.isTs(bytes)) {
                return new TsMedia(bytes).read();
            }
            return new Mp4Media(bytes).read();
        } catch (ForeignException foreign) {
            // Clients are told, who may ask for clips but not for what else lies on the disk
            throw new MediaException(file, "is no MP4, Matroska, AVI or MPEG transport stream", null);
        }
    }

    /** Whether {@link Mp4Joiner} can copy it. */
    public boolean mp4() {
        return container == Container.MP4 || container == Container.FRAGMENTED_MP4;
    }

    /** A short text that stands for some bytes of a file (FNV-1a). */
    static String fingerprint(MediaBytes bytes, long from, long to) {
        long hash = 0xcbf29ce484222325L;
        for (long at = from; at < Math.min(to, from + 4096); at++) {
            hash = (hash ^ bytes.u8(at)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }
}
