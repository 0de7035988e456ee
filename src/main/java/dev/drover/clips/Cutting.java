package dev.drover.clips;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.media.MediaFile;

/**
 * A clip that is being made, between two steps.
 *
 * @param plan what there is for it
 * @param groups its pieces, together those that can be put behind one another as they are
 * @param spoilt segments that turned out to be broken
 * @param parts the files that the first groups have become
 * @param result the finished file in the clip's folder
 */
@RegisterForReflection
public record Cutting(
        ClipPlan plan, List<List<Piece>> groups, Set<Path> spoilt, List<Part> parts, Optional<Result> result) {
    public Cutting {
        groups = List.copyOf(groups);
        spoilt = Set.copyOf(spoilt);
        parts = List.copyOf(parts);
    }

    /**
     * A segment that goes into the clip.
     *
     * @param input where it can be read
     * @param length how long it counts
     * @param cut whether the next overtakes it, so that it counts for less than it has
     * @param goesOn whether the next can be put behind it without encoding
     */
    record Piece(SegmentFile segment, Path input, MediaFile media, Duration length, boolean cut, boolean goesOn) {
        Instant start() {
            return segment.start();
        }

        /** Those with the same one can be put together. */
        String shape() {
            return media.shape();
        }
    }

    /** A stretch of a file: when it was recorded, and how long it plays. */
    record Shown(Instant start, Duration length) {}

    /** A file that a group has become, and when what it shows was recorded. */
    record Part(Path file, List<Shown> shown) {

        Duration length() {
            return shown.stream().map(Shown::length).reduce(Duration.ZERO, Duration::plus);
        }

        /** Where in the file a moment is; where it is missing, what comes next. */
        Duration at(Instant moment) {
            Duration at = Duration.ZERO;
            for (Shown each : shown) {
                Duration into = Duration.between(each.start, moment);
                if (into.compareTo(each.length) < 0) {
                    return into.isNegative() ? at : at.plus(into);
                }
                at = at.plus(each.length);
            }
            return at;
        }

        /** What a clip shows that was taken out of this file. */
        Result result(Path clip, Duration from, Duration length) {
            Duration at = from;
            Duration left = length;
            Instant start = shown.get(0).start;
            Instant end = start;
            boolean begun = false;
            for (int i = 0; i < shown.size() && left.compareTo(Duration.ZERO) > 0; i++) {
                Shown each = shown.get(i);
                boolean last = i + 1 == shown.size();
                if (at.compareTo(each.length) < 0 || last) {
                    start = begun ? start : each.start.plus(at);
                    begun = true;
                    Duration rest = each.length.minus(at);
                    Duration taken = last || left.compareTo(rest) < 0 ? left : rest;
                    end = each.start.plus(at).plus(taken);
                    left = left.minus(taken);
                    at = Duration.ZERO;
                } else {
                    at = at.minus(each.length);
                }
            }
            return new Result(clip, start, end, length);
        }
    }

    /** What came out. */
    record Result(Path file, Instant start, Instant end, Duration duration) {}

    /** Whether there is a step left. */
    public boolean isUnfinished() {
        return result.isEmpty();
    }

    /** Whether all groups have become files, and these have to become one. */
    boolean isJoined() {
        return parts.size() == groups.size();
    }

    List<Piece> pieces() {
        return groups.stream().flatMap(List::stream).toList();
    }

    Cutting with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Cutting(plan, groups, spoilt, more, result);
    }

    Cutting done(Result made) {
        return new Cutting(plan, groups, spoilt, parts, Optional.of(made));
    }
}
