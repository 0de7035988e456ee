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

    /** Where nothing was done yet. */
    static Cutting of(ClipPlan plan, List<Piece> pieces, Set<Path> spoilt) {
        return new Cutting(plan, grouped(pieces), spoilt, List.of(), Optional.empty());
    }

    private static List<List<Piece>> grouped(List<Piece> pieces) {
        List<List<Piece>> groups = new ArrayList<>();
        Optional<Piece> last = Optional.empty();
        for (Piece piece : pieces) {
            if (last.filter(before -> before.goesOn() && before.shape().equals(piece.shape()))
                    .isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(piece);
            last = Optional.of(piece);
        }
        return groups;
    }

    /** What can be done to come nearer to a clip. */
    enum Step {
        /** A segment is put into an MP4, by FFmpeg. */
        WRAP,
        /** MP4 is put together as it is. */
        JOIN,
        /** What players do not know is encoded. */
        CONVERT,
        /** All is encoded. */
        ENCODE,
        /** The clip is taken out of what was made. */
        FINISH
    }

    /**
     * A segment that goes into the clip.
     *
     * @param input where it can be read
     * @param heard whether the segment has sound
     * @param joined whether it is put together with others without FFmpeg
     * @param known whether players know what it holds
     * @param length how long it counts
     * @param cut whether the next overtakes it, so that it counts for less than it has
     * @param goesOn whether the next can be put behind it without encoding
     */
    record Piece(
            SegmentFile segment,
            Path input,
            MediaFile media,
            boolean heard,
            boolean joined,
            boolean known,
            Duration length,
            boolean cut,
            boolean goesOn) {
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

    /**
     * A file that a group has become.
     *
     * @param shown when what it shows was recorded
     * @param known whether players know what it holds
     * @param encoded whether it is as it comes into the clip
     * @param heard whether it has sound
     */
    record Part(Path file, List<Shown> shown, boolean known, boolean encoded, boolean heard) {

        Duration length() {
            return Cutting.length(shown);
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

        /** What a file shows that was taken out of this one. */
        Part cut(Path other, Duration from, Duration length) {
            List<Shown> rest = new ArrayList<>();
            Duration at = from;
            Duration left = length;
            for (int i = 0; i < shown.size() && left.compareTo(Duration.ZERO) > 0; i++) {
                Shown each = shown.get(i);
                boolean last = i + 1 == shown.size();
                if (at.compareTo(each.length) < 0 || last) {
                    Duration here = each.length.minus(at);
                    Duration taken = last || left.compareTo(here) < 0 ? left : here;
                    rest.add(new Shown(each.start.plus(at), taken));
                    left = left.minus(taken);
                    at = Duration.ZERO;
                } else {
                    at = at.minus(each.length);
                }
            }
            return new Part(other, rest, known, encoded, heard);
        }
    }

    /** What came out. */
    record Result(Path file, Instant start, Instant end, Duration duration) {}

    private static Duration length(List<Shown> shown) {
        return shown.stream().map(Shown::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether there is a step left. */
    public boolean isUnfinished() {
        return result.isEmpty();
    }

    /** @throws IllegalStateException if nothing comes next */
    Step step() {
        if (!isUnfinished()) {
            throw new IllegalStateException("This clip is made");
        }
        if (parts.isEmpty() && wrapped() < pieces().size()) {
            return Step.WRAP;
        }
        if (!parts.isEmpty() && isEncoded() && !last().encoded) {
            return Step.ENCODE;
        }
        if (!parts.isEmpty() && !last().known) {
            return Step.CONVERT;
        }
        return parts.size() == groups.size() ? Step.FINISH : Step.JOIN;
    }

    /** Whether pictures are encoded: to the picture, or as they differ. Each group by itself, so that memory stays constant. */
    private boolean isEncoded() {
        return groups.size() > 1 || plan.order().cut() == Cut.EXACT;
    }

    /** Whether its first file is the clip. */
    boolean isMadeAtOnce() {
        return !isEncoded() && pieces().stream().allMatch(piece -> piece.joined() && piece.known());
    }

    /** How many pieces from the first on can be put together. */
    int wrapped() {
        List<Piece> pieces = pieces();
        int at = 0;
        while (at < pieces.size() && pieces.get(at).joined()) {
            at++;
        }
        return at;
    }

    /** The first that cannot. */
    Piece raw() {
        return pieces().get(wrapped());
    }

    /** That one, as it can. */
    Cutting wrapped(Piece piece) {
        List<Piece> pieces = new ArrayList<>(pieces());
        pieces.set(wrapped(), piece);
        // Only now it shows which are alike
        return of(plan, pieces, spoilt);
    }

    List<Piece> pieces() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** The pieces that no file was made of yet. */
    List<Piece> next() {
        return groups.get(parts.size());
    }

    Part last() {
        return parts.get(parts.size() - 1);
    }

    /** The pieces that the last part was made of. */
    List<Piece> ofLast() {
        return groups.get(parts.size() - 1);
    }

    Cutting with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return stepped(more);
    }

    Cutting instead(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.set(more.size() - 1, part);
        return stepped(more);
    }

    /** One part alone is the clip when it is as it comes into it. */
    private Cutting stepped(List<Part> more) {
        Cutting next = new Cutting(plan, groups, spoilt, more, result);
        boolean made = groups.size() == 1 && next.step() == Step.FINISH;
        return made ? next.done(more.get(0).file, more.get(0).shown) : next;
    }

    Cutting done(Path file, List<Shown> shown) {
        Shown last = shown.get(shown.size() - 1);
        Result made = new Result(file, shown.get(0).start, last.start.plus(last.length), length(shown));
        return new Cutting(plan, groups, spoilt, parts, Optional.of(made));
    }

    /** Whether a segment had sound that the clip has not: nothing here could decode it. */
    boolean isSoundLost() {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).heard && groups.get(i).stream().anyMatch(Piece::heard)) {
                return true;
            }
        }
        return false;
    }
}
