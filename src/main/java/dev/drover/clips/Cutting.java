package dev.drover.clips;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.media.MediaFile;

/**
 * A clip that is being made, between two runs of FFmpeg.
 *
 * @param plan what there is for it
 * @param groups its pieces, together those that can be put behind one another as they are
 * @param spoilt segments that turned out to be broken
 * @param joined of how many groups there is a file each; none where there is one group only
 * @param result the finished file in the clip's folder
 */
@RegisterForReflection
public record Cutting(ClipPlan plan, List<List<Piece>> groups, Set<Path> spoilt, int joined, Optional<Result> result) {
    public Cutting {
        groups = List.copyOf(groups);
        spoilt = Set.copyOf(spoilt);
    }

    /**
     * A segment, or the stretch of one that goes into the clip.
     *
     * @param in where it begins, counted from the segment's first picture
     * @param length how long it is
     * @param cut whether it ends before the segment does
     */
    record Piece(SegmentFile segment, Path input, MediaFile media, Duration in, Duration length, boolean cut) {
        Instant start() {
            return segment.start().plus(in);
        }
    }

    /** What came out. */
    record Result(Path file, Instant start, Instant end, Duration duration) {}

    /** Whether FFmpeg has to run again. */
    public boolean isUnfinished() {
        return result.isEmpty();
    }

    List<Piece> pieces() {
        return groups.stream().flatMap(List::stream).toList();
    }
}
