package dev.drover.clips;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.drover.clips.SegmentNames.Name;

/**
 * The segments of one folder, in 8 bytes each: most names follow from their time. Callers keep threads apart.
 */
final class SegmentFolder {

    private final Path camera;
    private final Path path;
    private final String below;
    private final SegmentNames names;
    private final Map<Series, Times> series = new HashMap<>();
    /** Those that cannot be written back from their time: the second of a repeated hour, zones in names. */
    private final Map<String, Name> odd = new TreeMap<>();

    /** What the folder said of itself when all in it was known; empty when it must be listed. */
    Optional<FileTime> known = Optional.empty();

    boolean watched;

    SegmentFolder(Path camera, Path path, SegmentNames names) {
        this.camera = camera;
        this.path = path;
        this.names = names;
        String relative = camera.relativize(path).toString().replace('\\', '/');
        this.below = relative.isEmpty() ? "" : relative + "/";
    }

    /** A segment by its name alone. */
    record Named(Path file, Instant start, boolean precise) {}

    private record Series(int form, String before, String after, boolean precise) {}

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

    void clear() {
        series.clear();
        odd.clear();
    }

    /** Takes in a file of the folder; what has no time in its name is no segment. */
    void add(String fileName) {
        names.parse(below + fileName).ifPresent(name -> {
            if (names.path(name, name.start()).equals(below + fileName)) {
                series.computeIfAbsent(seriesOf(name), each -> new Times()).add(micros(name.start()));
            } else {
                odd.put(fileName, name);
            }
        });
    }

    void remove(String fileName) {
        if (odd.remove(fileName) == null) {
            names.parse(below + fileName).ifPresent(name -> {
                Times times = series.get(seriesOf(name));
                if (times != null) {
                    times.remove(micros(name.start()));
                }
            });
        }
    }

    int size() {
        return odd.size()
                + series.values().stream().mapToInt(times -> times.size).sum();
    }

    /** Gives those that begin in a window, so many before it, and the first behind it. */
    void around(Instant from, Instant to, int before, Consumer<Named> consumer) {
        long first = micros(from);
        long last = micros(to);
        series.forEach((key, times) -> {
            int end = Math.min(times.size, times.from(last) + 1);
            for (int i = Math.max(0, times.from(first) - before); i < end; i++) {
                Instant start = Instant.ofEpochSecond(
                        Math.floorDiv(times.micros[i], 1_000_000L), Math.floorMod(times.micros[i], 1_000_000L) * 1000);
                String file = names.path(new Name(key.form, key.before, start, key.after, key.precise), start);
                consumer.accept(new Named(camera.resolve(file), start, key.precise));
            }
        });
        List<Named> others = new ArrayList<>();
        odd.forEach((file, name) -> others.add(new Named(path.resolve(file), name.start(), name.precise())));
        others.sort(Comparator.comparing(Named::start));
        int begin = (int)
                others.stream().filter(each -> each.start().isBefore(from)).count();
        int end =
                (int) others.stream().filter(each -> each.start().isBefore(to)).count();
        others.subList(Math.max(0, begin - before), Math.min(others.size(), end + 1))
                .forEach(consumer);
    }

    private static Series seriesOf(Name name) {
        return new Series(name.form(), name.before(), name.after(), name.precise());
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }
}
