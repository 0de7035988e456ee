package dev.drover.timelapse;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import dev.drover.ffmpeg.Encoding.Size;
import dev.drover.files.AtomicFiles;
import dev.drover.files.FileException;

/**
 * The stretches of a day that are encoded, in a folder of their own: {@code 00000.mp4}, {@code 00000_720p.mp4}, and
 * {@code 00000.txt} about them, which is written last; {@code style.txt}, how they look; {@code published.txt}, up to which picture
 * they are in the day's videos.
 */
final class DayStretches {

    private static final String PUBLISHED = "published.txt";
    private static final String STYLE = "style.txt";

    private final Path folder;
    private final String style;
    private final List<Stretch> stretches = new ArrayList<>();
    private Optional<FrameName> published = Optional.empty();

    /**
     * @param last the picture up to which the day is encoded with this one, chosen or not
     * @param counted as {@link FrameChoice} counts, up to there
     * @param frames pictures in it; where there are none, there are no files
     * @param size of its larger video
     */
    record Stretch(FrameName last, long counted, int frames, int broken, Size size) {}

    private DayStretches(Path folder, String style) {
        this.folder = folder;
        this.style = style;
    }

    /**
     * Those that there are; what looks otherwise than wanted now is thrown away.
     *
     * @param style how they are to look
     */
    static DayStretches read(Path folder, VideoStyle style) {
        DayStretches day = new DayStretches(folder, style.toString());
        try {
            day.published = text(folder.resolve(PUBLISHED)).flatMap(FrameName::parse);
            Optional<String> before = text(folder.resolve(STYLE));
            if (before.isPresent() && !before.get().equals(day.style)) {
                day.forget();
                return day;
            }
            for (Optional<String> each = day.about(0); each.isPresent(); each = day.about(day.stretches.size())) {
                day.stretches.add(stretch(each.get()));
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new FileException(
                    "What was encoded of a day, in " + folder + ", cannot be read: " + unreadable.getMessage()
                            + ". Delete that folder, and it is encoded anew",
                    unreadable);
        }
        return day;
    }

    private Optional<String> about(int number) throws IOException {
        return text(folder.resolve(name(number) + ".txt"));
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static Stretch stretch(String text) throws IOException {
        Properties about = new Properties();
        about.load(new StringReader(text));
        return new Stretch(
                FrameName.parse(about.getProperty("last")).orElseThrow(),
                Long.parseLong(about.getProperty("counted")),
                Integer.parseInt(about.getProperty("frames")),
                Integer.parseInt(about.getProperty("broken")),
                new Size(Integer.parseInt(about.getProperty("width")), Integer.parseInt(about.getProperty("height"))));
    }

    Path folder() {
        return folder;
    }

    /** Where the next stretch grows. */
    Path work() {
        return folder.resolve("work");
    }

    /** Takes over a stretch that has grown in {@link #work()}. */
    void add(Stretch stretch, Stitching made) {
        if (stretches.isEmpty()) {
            write(folder.resolve(STYLE), style);
        }
        String name = name(stretches.size());
        if (stretch.frames() > 0) {
            AtomicFiles.publish(made.full(), folder.resolve(name + ".mp4"));
            AtomicFiles.publish(made.smaller(), folder.resolve(name + "_720p.mp4"));
        }
        write(folder.resolve(name + ".txt"), """
                last=%s
                counted=%d
                frames=%d
                broken=%d
                width=%d
                height=%d
                """.formatted(
                        stretch.last(),
                        stretch.counted(),
                        stretch.frames(),
                        stretch.broken(),
                        stretch.size().width(),
                        stretch.size().height()));
        stretches.add(stretch);
    }

    /** The picture up to which the day is encoded. */
    Optional<FrameName> last() {
        return stretches.isEmpty()
                ? Optional.empty()
                : Optional.of(stretches.get(stretches.size() - 1).last());
    }

    long counted() {
        return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).counted();
    }

    int frames() {
        return stretches.stream().mapToInt(Stretch::frames).sum();
    }

    /** Of the stretches that have pictures. */
    Optional<Size> size() {
        return stretches.stream()
                .filter(each -> each.frames() > 0)
                .map(Stretch::size)
                .findFirst();
    }

    /** The larger videos of all stretches, or the smaller ones. */
    List<Path> files(boolean small) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            if (stretches.get(i).frames() > 0) {
                files.add(folder.resolve(name(i) + (small ? "_720p.mp4" : ".mp4")));
            }
        }
        return files;
    }

    /** Whether all that is encoded is in the day's videos; also where nothing is, or no longer. */
    boolean isPublished() {
        return frames() == 0 || last().equals(published);
    }

    /** Whether the day has had a video once. */
    boolean wasPublished() {
        return published.isPresent();
    }

    /** All of it is in the day's videos. */
    void publish() {
        write(folder.resolve(PUBLISHED), last().orElseThrow().toString());
        published = last();
    }

    /** Throws all away: the day is encoded anew. */
    void reset() {
        forget();
        AtomicFiles.deleteTree(folder.resolve(PUBLISHED));
        published = Optional.empty();
    }

    /** Throws all stretches away; that there was a video is still known. */
    void forget() {
        stretches.clear();
        try (Stream<Path> files = Files.list(folder)) {
            // What says that they are there goes first
            List<Path> all = files.filter(file -> !file.getFileName().toString().equals(PUBLISHED))
                    .sorted(java.util.Comparator.comparing(
                            (Path file) -> !file.toString().endsWith(".txt")))
                    .toList();
            all.forEach(AtomicFiles::deleteTree);
        } catch (NoSuchFileException nothing) {
            // As wanted
        } catch (IOException failed) {
            throw FileException.of("delete what was encoded", folder, failed);
        }
    }

    private static void write(Path file, String text) {
        AtomicFiles.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }
}
