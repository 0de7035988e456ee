package dev.drover.clips;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.drover.clips.SegmentNames.Name;

/**
 * The segments of one folder and of those in it, in 8 bytes each: most names follow from their time. Callers keep threads apart.
 */
final class SegmentFolder {

    /** Ways to name segments in one folder; where each name is its own, as with numbers in it, names are kept. */
    private static final int MOST_SERIES = 4;

    private final Path camera;
    private final Optional<SegmentFolder> parent;
    private final Path path;
    private final String below;
    private final SegmentNames names;
    private final Map<Series, Times> series = new HashMap<>();
    /** Names that cannot be written back from their time, or that nothing else is named like. */
    private final NavigableSet<Odd> odd = new TreeSet<>();

    private final Map<Path, SegmentFolder> inner = new LinkedHashMap<>();
    /** When the first and the last segment begin that were ever here or below; what was deleted may still be counted. */
    private long first = Long.MAX_VALUE;

    private long last = Long.MIN_VALUE;
    private final Set<String> nameless = new HashSet<>();

    /** What the folder said of itself when all in it was known; empty when it must be listed. */
    Optional<FileTime> known = Optional.empty();

    boolean watched;

    /** The folder of a camera. */
    SegmentFolder(Path camera, SegmentNames names) {
        this(camera, Optional.empty(), camera, names);
    }

    private SegmentFolder(Path camera, Optional<SegmentFolder> parent, Path path, SegmentNames names) {
        this.camera = camera;
        this.parent = parent;
        this.path = path;
        this.names = names;
        String relative = camera.relativize(path).toString().replace('\\', '/');
        this.below = relative.isEmpty() ? "" : relative + "/";
    }

    /** A segment by its name alone. */
    record Named(Path file, Instant start, boolean precise) {}

    private record Series(int form, String before, String zone, String after, boolean precise) {}

    private record Odd(long micros, String file, boolean precise) implements Comparable<Odd> {
        @Override
        public int compareTo(Odd other) {
            int time = Long.compare(micros, other.micros);
            return time != 0 ? time : file.compareTo(other.file);
        }
    }

    private static final class Times {
        private long[] micros = new long[8];
        private int size;

        private void add(long time) {
            int at = size > 0 && time > micros[size - 1] ? -size - 1 : Arrays.binarySearch(micros, 0, size, time);
            if (at >= 0) {
                return;
            }
            if (size == micros.length) {
                micros = Arrays.copyOf(micros, size + (size >> 1));
            }
            System.arraycopy(micros, -at - 1, micros, -at, size + at + 1);
            micros[-at - 1] = time;
            size++;
        }

        private void remove(long time) {
            int at = Arrays.binarySearch(micros, 0, size, time);
            if (at >= 0) {
                System.arraycopy(micros, at + 1, micros, at, size - at - 1);
                size--;
            }
        }

        /** Where the first of at least that time is. */
        private int from(long time) {
            int at = Arrays.binarySearch(micros, 0, size, time);
            return at < 0 ? -at - 1 : at;
        }
    }

    Path path() {
        return path;
    }

    /** A folder in this one that was not known before. */
    void inner(Path folder) {
        inner.computeIfAbsent(folder, each -> new SegmentFolder(camera, Optional.of(this), each, names));
    }

    /** Forgets the folders that are not among these. */
    void onlyInner(Collection<Path> folders) {
        inner.keySet().retainAll(folders);
    }

    /** It is not there any more. */
    void gone() {
        clear();
        inner.clear();
        known = Optional.empty();
        parent.ifPresent(folder -> folder.inner.remove(path));
    }

    void clear() {
        series.clear();
        odd.clear();
        nameless.clear();
    }

    /** Takes in a file of the folder; what has no time in its name is no segment. */
    void add(String fileName) {
        Optional<Name> parsed = names.parse(below + fileName);
        if (parsed.isEmpty()) {
            nameless.add(fileName);
            return;
        }
        Name name = parsed.get();
        long micros = micros(name.start());
        Series like = seriesOf(name);
        boolean follows = names.path(name, name.start()).equals(below + fileName);
        if (follows && (series.containsKey(like) || series.size() < MOST_SERIES)) {
            series.computeIfAbsent(like, each -> new Times()).add(micros);
        } else {
            odd.add(new Odd(micros, fileName, name.precise()));
        }
        extend(micros);
    }

    private void extend(long micros) {
        if (micros < first || micros > last) {
            first = Math.min(first, micros);
            last = Math.max(last, micros);
            parent.ifPresent(folder -> folder.extend(micros));
        }
    }

    void remove(String fileName) {
        Optional<Name> parsed = names.parse(below + fileName);
        if (parsed.isEmpty()) {
            nameless.remove(fileName);
            return;
        }
        Name name = parsed.get();
        long micros = micros(name.start());
        Series like = seriesOf(name);
        if (!odd.remove(new Odd(micros, fileName, name.precise())) && series.containsKey(like)) {
            series.get(like).remove(micros);
            series.computeIfPresent(like, (each, times) -> times.size == 0 ? null : times);
        }
    }

    /** How many segments are in it and below. */
    int size() {
        return odd.size()
                + series.values().stream().mapToInt(times -> times.size).sum()
                + inner.values().stream().mapToInt(SegmentFolder::size).sum();
    }

    /** How many files are in it, not below, that have no time in their name. */
    int nameless() {
        return nameless.size();
    }

    /** The same with those below. */
    int allNameless() {
        return nameless.size()
                + inner.values().stream().mapToInt(SegmentFolder::allNameless).sum();
    }

    /** Whether there has never been a segment in it or below. */
    boolean isUnused() {
        return first > last;
    }

    /**
     * The folders in it that may have to do with a window, by what is known to be in them: those with segments of it, so many
     * before, the first behind, and all of which nothing is known.
     */
    List<SegmentFolder> near(Instant from, Instant to, int before) {
        long begin = micros(from);
        long end = micros(to);
        List<SegmentFolder> near = new ArrayList<>();
        List<SegmentFolder> earlier = new ArrayList<>();
        Optional<SegmentFolder> next = Optional.empty();
        for (SegmentFolder each : inner.values()) {
            if (each.isUnused() || each.last >= begin && each.first < end) {
                near.add(each);
            } else if (each.last < begin) {
                earlier.add(each);
            } else if (next.isEmpty() || each.first < next.get().first) {
                next = Optional.of(each);
            }
        }
        earlier.sort(Comparator.comparingLong(each -> each.last));
        near.addAll(earlier.subList(Math.max(0, earlier.size() - before), earlier.size()));
        next.ifPresent(near::add);
        return near;
    }

    /** Gives those that begin in a window, so many before it, and the first behind it; of each way to name them. */
    void around(Instant from, Instant to, int before, Consumer<Named> consumer) {
        long begin = micros(from);
        long end = micros(to);
        series.forEach((like, times) -> {
            int behind = Math.min(times.size, times.from(end) + 1);
            for (int i = Math.max(0, times.from(begin) - before); i < behind; i++) {
                Instant start = instant(times.micros[i]);
                Name name = new Name(like.form, like.before, start, like.zone, like.after, like.precise);
                consumer.accept(new Named(camera.resolve(names.path(name, start)), start, like.precise));
            }
        });
        Odd first = new Odd(begin, "", false);
        Odd behind = new Odd(end, "", false);
        Stream.of(
                        odd.headSet(first, false).descendingSet().stream().limit(before),
                        odd.subSet(first, true, behind, false).stream(),
                        odd.tailSet(behind, true).stream().limit(1))
                .flatMap(each -> each)
                .map(each -> new Named(path.resolve(each.file), instant(each.micros), each.precise))
                .forEach(consumer);
        near(from, to, before).forEach(folder -> folder.around(from, to, before, consumer));
    }

    private static Series seriesOf(Name name) {
        return new Series(name.form(), name.before(), name.zone(), name.after(), name.precise());
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
