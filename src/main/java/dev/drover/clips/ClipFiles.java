package dev.drover.clips;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.Cutting.Result;
import dev.drover.dash.TimeRange;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileNames;

/**
 * Finished clips: {@code videos/{camera}_{YYYYmmdd_HHMMSS}_{clip_id}.mp4} and, under the same name in {@code annotations}, what
 * is in them as JSON, YAML and text. The video comes last: where it is, all is.
 */
@Named("clipFiles")
@Singleton
@RegisterForReflection
public class ClipFiles {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);
    private static final List<String> FORMS = List.of(".json", ".yaml", ".txt");

    private final DataFolder folder;
    private final ClipFolders folders;
    private final ClipTimes times;
    private final Clock clock;

    ClipFiles(DataFolder folder, ClipFolders folders, ClipTimes times, Clock clock) {
        this.folder = folder;
        this.folders = folders;
        this.times = times;
        this.clock = clock;
    }

    /** The name of a clip's file without its extension; the time in it is that of the request. */
    String baseName(ClipOrder order) {
        return FileNames.clip(order.camera(), order.acceptedAt(), folder.zone(), order.clipId());
    }

    /** Where finished clips are. */
    public Path videos() {
        return folder.results("videos");
    }

    /** Where is told what is in them. */
    public Path annotations() {
        return folder.results("annotations");
    }

    /** Whether the clip was finished before, by an attempt whose end could not be noted. */
    public boolean isPublished(ClipOrder order) {
        return Files.exists(videos().resolve(baseName(order) + ".mp4"))
                && Files.exists(annotations().resolve(baseName(order) + ".json"));
    }

    /** What that attempt has told of it. */
    public ClipFile published(ClipOrder order) throws IOException {
        Path video = videos().resolve(baseName(order) + ".mp4");
        Annotation annotation = Annotation.read(annotations().resolve(baseName(order) + ".json"));
        return annotation.clip(video.getFileName().toString(), Files.size(video));
    }

    /** Puts a finished clip and its annotations in their place. */
    public ClipFile publish(Cutting cutting) throws IOException {
        ClipOrder order = cutting.plan().order();
        Result result = cutting.result().orElseThrow();
        String name = baseName(order);
        ClipFile clip = new ClipFile(
                name + ".mp4",
                result.start().truncatedTo(ChronoUnit.MILLIS),
                result.end().truncatedTo(ChronoUnit.MILLIS),
                result.duration().truncatedTo(ChronoUnit.MILLIS),
                cutting.pieces().stream().map(Cutting.Piece::segment).toList(),
                missing(cutting, result),
                notes(cutting),
                Files.size(result.file()));
        Annotation annotation = Annotation.of(order, clip, clock.instant(), times);
        write(name + ".json", annotation.json());
        write(name + ".yaml", annotation.yaml());
        write(name + ".txt", annotation.text());
        AtomicFiles.publish(result.file(), videos().resolve(clip.name()));
        return clip;
    }

    private void write(String name, String content) {
        AtomicFiles.writeAtomically(annotations().resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }

    /** What of the window is not in the clip; a segment may end before it said. */
    private static List<TimeRange> missing(Cutting cutting, Result result) {
        List<TimeRange> missing = new ArrayList<>(cutting.plan().missing());
        List<Cutting.Piece> pieces = cutting.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Cutting.Piece piece = pieces.get(i);
            Instant over = i + 1 == pieces.size() ? result.end() : piece.start().plus(piece.length());
            Instant end = Stream.of(
                            piece.segment().end(), cutting.plan().order().to())
                    .min(Instant::compareTo)
                    .orElseThrow();
            Duration tail = Duration.between(over, end);
            if (tail.compareTo(ClipPlans.TOLERANCE) > 0) {
                missing.add(new TimeRange(over, tail));
            }
        }
        missing.sort(Comparator.comparing(TimeRange::start));
        return missing;
    }

    private static List<String> notes(Cutting cutting) {
        List<String> notes = new ArrayList<>(cutting.plan().order().notes());
        notes.addAll(cutting.plan().faults());
        if (cutting.groups().size() > 1) {
            notes.add(
                    "The segments differ in codec, size or streams, or overlap within a picture group: all was encoded anew");
        }
        if (cutting.isSoundLost()) {
            notes.add("The sound of the segments cannot be decoded: it is not in the clip");
        }
        return notes;
    }

    /** Removes what there is of a clip: its folder with what it holds, its video, its annotations. */
    public ClipOrder drop(ClipOrder order) throws IOException {
        folders.release(order.clipId());
        drop(baseName(order));
        return order;
    }

    /** The same for a clip that may be done; its files are those that it was done with, whatever they would be called now. */
    public ClipRow remove(ClipRow clip) throws IOException {
        folders.release(clip.clipId());
        if (!clip.result().isEmpty()) {
            drop(Path.of(clip.result()).getFileName().toString().replaceFirst("\\.mp4$", ""));
        } else if (clip.readable()) {
            drop(baseName(clip.wanted()));
        }
        return clip;
    }

    private void drop(String name) throws IOException {
        // The video first: where it is, all is
        Files.deleteIfExists(videos().resolve(name + ".mp4"));
        for (String form : FORMS) {
            Files.deleteIfExists(annotations().resolve(name + form));
        }
    }
}
