package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.SegmentMeasures.Known;
import dev.drover.dash.TimeRange;
import dev.drover.jobs.Backoff;
import dev.drover.media.MediaFile;

/** What there is for a window: which segments are good, when they really end, what is missing, and whether more will come. */
@Named("clipPlans")
@Singleton
@RegisterForReflection
public class ClipPlans {

    /** Shorter differences are how recorders cut, nothing that is missing. */
    static final Duration TOLERANCE = Duration.ofMillis(500);
    /** The same where names tell whole seconds only: the time in them is up to a second early. */
    private static final Duration WHOLE_SECONDS = Duration.ofMillis(1500);

    /** How long a segment may have been that does not say so any more. */
    private static final Duration LONGEST_BROKEN = Duration.ofMinutes(1);

    /** How far the clock of a disk may be off. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** No recorder leaves so much out and goes on in the same segment. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** After so many a segment that cannot be read costs its own seconds, not the clip. */
    private static final int READING_ATTEMPTS = 3;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final SegmentIndex index;
    private final SegmentMeasures measures;
    private final ClipFolders folders;
    private final SegmentSettings settings;
    private final ClipSettings limits;
    private final Backoff backoff;
    private final ClipTimes times;
    private final Clock clock;

    ClipPlans(
            SegmentIndex index,
            SegmentMeasures measures,
            ClipFolders folders,
            SegmentSettings settings,
            ClipSettings limits,
            Backoff backoff,
            ClipTimes times,
            Clock clock) {
        this.index = index;
        this.measures = measures;
        this.folders = folders;
        this.settings = settings;
        this.limits = limits;
        this.backoff = backoff;
        this.times = times;
        this.clock = clock;
    }

    /**
     * A segment that is there, good or not.
     *
     * @param until where it ends, if it does not last as long as its clock says
     */
    private record Seen(SegmentFolder.Named named, Known known, Optional<Instant> until) {
        Instant start() {
            // Whole seconds are less than what MediaMTX notes inside
            return media().flatMap(MediaFile::recordedAt)
                    .filter(exact -> !named.precise()
                            && Duration.between(named.start(), exact).abs().compareTo(WHOLE_SECONDS) < 0)
                    .orElse(named.start());
        }

        Optional<MediaFile> media() {
            return known.media();
        }

        Instant measuredEnd() {
            return until.orElseGet(() -> saidEnd());
        }

        Instant saidEnd() {
            return start().plus(media().map(MediaFile::duration).orElse(Duration.ZERO));
        }

        boolean precise() {
            return named.precise() || media().flatMap(MediaFile::recordedAt).isPresent();
        }
    }

    /** @throws ClipException when the folder of segments is not there, now or at all */
    public ClipPlan find(ClipOrder order) throws ClipException, IOException {
        return findWithout(order, Set.of());
    }

    /** @param spoilt segments that turned out to be broken when they were used */
    ClipPlan findWithout(ClipOrder order, Set<Path> spoilt) throws ClipException, IOException {
        List<Seen> found = seen(order);
        Predicate<Seen> sound = seen -> seen.media().isPresent() && !spoilt.contains(seen.named.file());
        List<Seen> said = found.stream().filter(sound).toList();
        List<Seen> all = found.stream()
                .map(seen -> sound.test(seen) ? doubted(seen, said) : seen)
                .toList();
        List<Seen> whole = all.stream().filter(sound).toList();
        List<SegmentFile> good = inLine(whole);
        List<SegmentFile> segments = good.stream()
                .filter(segment ->
                        segment.start().isBefore(order.to()) && segment.end().isAfter(order.from()))
                .toList();
        List<TimeRange> missing = missing(order, segments, whole);
        // What is held is there all the same; whether it is enough says demandAll
        Optional<Instant> readyAt = index.isThere() ? readyAt(order, all, good) : Optional.empty();
        List<Seen> faulty = faulty(order, all, spoilt);
        List<String> faults =
                new ArrayList<>(faulty.stream().map(ClipPlans::fault).toList());
        whole.stream()
                .filter(seen -> seen.until.isPresent()
                        && seen.start().isBefore(order.to())
                        && seen.saidEnd().isAfter(order.from()))
                .map(ClipPlans::jump)
                .forEach(faults::add);
        List<Path> files = segments.stream().map(SegmentFile::file).toList();
        List<Seen> used =
                whole.stream().filter(seen -> files.contains(seen.named.file())).toList();
        used.stream()
                .filter(seen -> seen.media().orElseThrow().usable() < seen.known.size())
                .filter(seen ->
                        order.cut() == Cut.SEGMENTS || !seen.measuredEnd().isAfter(order.to()))
                .map(seen -> seen.named.file().getFileName() + " was cut off: it is used up to its last whole picture")
                .forEach(faults::add);
        faults.addAll(silent(segments, used));
        return new ClipPlan(
                order,
                segments,
                missing,
                readyAt,
                faults,
                faulty.stream().anyMatch(seen -> seen.known.unread()),
                segments.isEmpty() ? index.nameless(order.camera()) : 0,
                false);
    }

    /**
     * The same plan, of a clip that was accepted.
     *
     * @throws ClipException when the source or the camera is not there for now, for it was when the clip was accepted; the last
     *     attempt makes the clip of what is held. Or in the first attempts, when a segment could not be read
     */
    public ClipPlan demandAll(ClipJob job, ClipPlan plan) throws ClipException {
        if (plan.unread() && job.attempts() < READING_ATTEMPTS) {
            throw ClipException.temporary(String.join("; ", plan.faults()));
        }
        boolean wanting = !plan.missing().isEmpty() && (plan.empty() || !isLastTry(job));
        if (wanting && !index.knows(plan.order().camera())) {
            throw ClipException.temporary("The folder of camera " + plan.order().camera() + " is not there any more");
        }
        return job.attempts() < READING_ATTEMPTS ? plan : plan.forTheLastTime();
    }

    /** Whether the clip would be given up if it failed now. */
    private boolean isLastTry(ClipJob job) {
        ClipOrder order = job.order();
        Instant since = order.to().isAfter(order.acceptedAt()) ? order.to() : order.acceptedAt();
        Instant next = clock.instant().plus(backoff.after(job.attempts()));
        return job.attempts() >= READING_ATTEMPTS && !next.isBefore(since.plus(limits.giveUpAfter()));
    }

    /** Where segments have no sound, if others have some; in words. */
    private List<String> silent(List<SegmentFile> segments, List<Seen> used) {
        List<Boolean> heard =
                used.stream().map(seen -> seen.media().orElseThrow().audio()).toList();
        List<String> silent = new ArrayList<>();
        for (int i = 0, end; heard.contains(true) && i < segments.size(); i = end + 1) {
            end = i;
            while (end < segments.size() && !heard.get(end)) {
                end++;
            }
            if (end > i) {
                silent.add("No sound from " + times.written(segments.get(i).start()) + " to "
                        + times.written(segments.get(end - 1).end()) + ": what was recorded then has none");
            }
        }
        return silent;
    }

    private static List<Seen> faulty(ClipOrder order, List<Seen> all, Set<Path> spoilt) {
        return all.stream()
                .filter(seen -> seen.media().isEmpty() || spoilt.contains(seen.named.file()))
                .filter(seen -> seen.start().isBefore(order.to())
                        && seen.start().plus(LONGEST_BROKEN).isAfter(order.from()))
                .toList();
    }

    private static String fault(Seen seen) {
        return seen.media().isEmpty()
                ? seen.known.fault()
                : seen.named.file().getFileName() + " cannot be played to its end";
    }

    private static String jump(Seen seen) {
        return "The clock of " + seen.named.file().getFileName() + " jumps "
                + Duration.between(seen.start(), seen.measuredEnd()).toSeconds()
                + " s after its begin: what it has from there on is left out";
    }

    /**
     * A segment is as long as its clock says, and a clock that jumps makes it too long: it would hide the good ones behind it. So
     * one that pauses ends there, where another begins in the pause, where it says more than was recorded when it was last
     * changed, or where the pause is longer than any and nothing confirms it.
     */
    private static Seen doubted(Seen seen, List<Seen> all) {
        MediaFile media = seen.media().orElseThrow();
        Instant modified = seen.known.modified().toInstant();
        boolean late = modified.isAfter(seen.start()) && seen.saidEnd().isAfter(modified.plus(SLACK));
        if (media.pause().isEmpty()) {
            // Others than MP4 do not tell where; who is followed without a gap is right, and the disk's clock wrong
            boolean doubtful = late
                    && !media.mp4()
                    && all.stream()
                            .noneMatch(other -> Duration.between(seen.saidEnd(), other.start())
                                            .abs()
                                            .compareTo(WHOLE_SECONDS)
                                    <= 0);
            return doubtful ? new Seen(seen.named, seen.known, Optional.of(modified)) : seen;
        }
        MediaFile.Pause pause = media.pause().get();
        Instant at = seen.start().plus(pause.at());
        Instant over = at.plus(pause.length());
        boolean confirmed = Duration.between(seen.saidEnd(), modified).abs().compareTo(SLACK) <= 0;
        boolean another = all.stream()
                .anyMatch(other -> other != seen
                        && other.start().isAfter(at.minus(TOLERANCE))
                        && other.start().isBefore(over.minus(TOLERANCE)));
        boolean doubtful = another || late || pause.length().compareTo(LONGEST_PAUSE) > 0 && !confirmed;
        return doubtful ? new Seen(seen.named, seen.known, Optional.of(at)) : seen;
    }

    private List<Seen> seen(ClipOrder order) throws ClipException, IOException {
        Map<Path, SegmentFolder.Named> files = new LinkedHashMap<>();
        List<Path> held = folders.heldFor(order.clipId());
        index.named(order.camera(), held).forEach(named -> files.put(named.file(), named));
        if (held.isEmpty() || index.isThere()) {
            index.around(order.camera(), order.from(), order.to()).forEach(named -> files.put(named.file(), named));
        }
        List<Seen> seen = new ArrayList<>();
        for (SegmentFolder.Named named : files.values()) {
            measures.of(folders.input(order.clipId(), named.file()))
                    .ifPresent(known -> seen.add(new Seen(named, known, Optional.empty())));
        }
        seen.sort(Comparator.comparing(Seen::start));
        return seen;
    }

    /**
     * Puts good segments in line: one time belongs to one of them. Of two that begin together the longer counts, one within
     * another not at all, and one that is overtaken ends there.
     */
    private static List<SegmentFile> inLine(List<Seen> good) {
        List<Seen> kept = new ArrayList<>();
        good.stream()
                .sorted(Comparator.comparing(Seen::start)
                        .thenComparing(Comparator.comparing(Seen::measuredEnd).reversed()))
                .forEach(seen -> {
                    Duration tolerance = seen.precise() ? TOLERANCE : WHOLE_SECONDS;
                    boolean within = !kept.isEmpty()
                            && !seen.measuredEnd()
                                    .isAfter(kept.get(kept.size() - 1)
                                            .measuredEnd()
                                            .plus(shorter(tolerance, seen)));
                    if (!within) {
                        kept.add(seen);
                    }
                });
        List<SegmentFile> line = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Seen seen = kept.get(i);
            Instant end = seen.measuredEnd();
            boolean overtaken = seen.until.isPresent();
            if (i + 1 < kept.size()) {
                Seen next = kept.get(i + 1);
                Duration tolerance = seen.precise() && next.precise() ? TOLERANCE : WHOLE_SECONDS;
                Duration between = Duration.between(end, next.start());
                end = between.compareTo(tolerance) <= 0 ? next.start() : end;
                // Up to the tolerance only the names say so: nothing comes twice
                overtaken |= between.negated().compareTo(tolerance) > 0;
            }
            line.add(new SegmentFile(seen.named.file(), seen.start(), end, seen.known.size(), overtaken));
        }
        return line;
    }

    // A very short segment is not within another one only because it is short
    private static Duration shorter(Duration tolerance, Seen seen) {
        Duration half = seen.media().orElseThrow().duration().dividedBy(2);
        return tolerance.compareTo(half) < 0 ? tolerance : half;
    }

    private static List<TimeRange> missing(ClipOrder order, List<SegmentFile> segments, List<Seen> good) {
        List<TimeRange> missing = new ArrayList<>();
        Instant covered = order.from();
        for (SegmentFile segment : segments) {
            gap(covered, segment.start()).ifPresent(missing::add);
            covered = segment.end().isAfter(covered) ? segment.end() : covered;
        }
        gap(covered, order.to()).ifPresent(missing::add);
        if (!segments.isEmpty()) {
            missing.addAll(pauses(order, segments, good));
            missing.sort(Comparator.comparing(TimeRange::start));
        }
        return missing;
    }

    private static Optional<TimeRange> gap(Instant from, Instant to) {
        Duration gap = Duration.between(from, to);
        return gap.compareTo(TOLERANCE) > 0 ? Optional.of(new TimeRange(from, gap)) : Optional.empty();
    }

    /**
     * A short pause between two segments is how recorders cut; all of them are named where together they are more than that.
     * Where names tell whole seconds, a pause too long is followed by one too short, or by none.
     */
    private static List<TimeRange> pauses(ClipOrder order, List<SegmentFile> segments, List<Seen> good) {
        Map<Path, Instant> ends = new LinkedHashMap<>();
        good.forEach(seen -> ends.put(seen.named.file(), seen.measuredEnd()));
        Duration tolerance = good.stream().allMatch(Seen::precise) ? TOLERANCE : WHOLE_SECONDS;
        List<TimeRange> pauses = new ArrayList<>();
        Duration sum = Duration.ZERO;
        Instant end = order.from();
        for (int i = 0; i <= segments.size(); i++) {
            Instant next = i < segments.size() ? segments.get(i).start() : order.to();
            boolean edge = i == 0 || i == segments.size();
            Duration pause = Duration.between(end, next);
            boolean brief = pause.abs().compareTo(edge ? TOLERANCE : tolerance) <= 0;
            if (brief && !(edge && pause.isNegative())) {
                sum = sum.plus(pause);
                if (!pause.isZero() && !pause.isNegative()) {
                    pauses.add(new TimeRange(end, pause));
                }
            }
            end = i < segments.size() ? ends.get(segments.get(i).file()) : end;
        }
        return sum.compareTo(tolerance) > 0 ? pauses : List.of();
    }

    private Optional<Instant> readyAt(ClipOrder order, List<Seen> all, List<SegmentFile> good) throws ClipException {
        Instant now = clock.instant();
        if (!index.knows(order.camera())) {
            return Optional.empty();
        }
        if (now.isBefore(order.to())) {
            return Optional.of(order.to());
        }
        Instant covered =
                good.isEmpty() ? Instant.MIN : good.get(good.size() - 1).end();
        boolean whole = !covered.isBefore(order.to());
        Optional<Seen> growing = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        growing = growing.filter(last -> last.start().isBefore(order.to()) && unfinished(last, now));
        if (growing.isPresent()) {
            boolean needed = !whole || order.cut() == Cut.SEGMENTS && overlaps(growing.get(), order);
            return needed ? Optional.of(expected(order, growing.get(), all, now)) : Optional.empty();
        }
        // The one behind may have begun, but shows itself with its first pictures only
        Instant settled = order.to().plus(settings.settle());
        return !whole && now.isBefore(settled) ? Optional.of(earlier(now.plus(SOON), settled)) : Optional.empty();
    }

    private boolean unfinished(Seen last, Instant now) {
        boolean closed = last.media().map(MediaFile::closed).orElse(false);
        Instant modified = last.known.modified().toInstant();
        // A time in the future is another clock's, and says nothing; the name says when it began
        Instant written = modified.isAfter(now.plus(settings.settle())) ? last.measuredEnd() : modified;
        return !closed && written.isAfter(now.minus(settings.settle()));
    }

    private static boolean overlaps(Seen growing, ClipOrder order) {
        return growing.media().isEmpty() || growing.measuredEnd().isAfter(order.from());
    }

    /** Segments mostly are as long as the last one that was finished. */
    private static Instant expected(ClipOrder order, Seen growing, List<Seen> all, Instant now) {
        Instant soon = now.plus(SOON);
        if (order.cut() != Cut.SEGMENTS) {
            return soon;
        }
        return all.stream()
                .filter(seen -> seen.start().isBefore(growing.start()))
                .filter(seen -> seen.media().isPresent())
                .reduce((one, other) -> other)
                .map(last -> growing.start().plus(Duration.between(last.start(), last.measuredEnd())))
                .filter(soon::isBefore)
                .orElse(soon);
    }

    private static Instant earlier(Instant one, Instant other) {
        return Stream.of(one, other).min(Comparator.naturalOrder()).orElseThrow();
    }
}
