package dev.drover.clips;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.Cutting.Part;
import dev.drover.clips.Cutting.Piece;
import dev.drover.clips.Cutting.Result;
import dev.drover.clips.Cutting.Shown;
import dev.drover.ffmpeg.CutPlan;
import dev.drover.ffmpeg.CutPlan.Treatment;
import dev.drover.ffmpeg.Encoding;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.files.FileException;
import dev.drover.jobs.StorageSettings;
import dev.drover.media.Kind;
import dev.drover.media.MediaException;
import dev.drover.media.MediaFile;
import dev.drover.media.Mp4File;
import dev.drover.media.Mp4Joiner;
import dev.drover.media.Mp4Joiner.Stretch;
import dev.drover.media.Mp4Joiner.Taken;
import dev.drover.media.UnreadException;

/** From segments to one file in the clip's folder: what is copied, what FFmpeg is told, and what came of it. */
@Named("clipCuts")
@Singleton
@RegisterForReflection
public class ClipCuts {

    /** What MP4 players know; anything else is encoded anew. */
    private static final Set<String> PICTURES = Set.of("h264", "hevc", "av1", "vp9", "mpeg4");

    private static final Set<String> SOUNDS = Set.of("aac", "opus", "mp3", "ac3", "eac3");

    /** Behind the end of an exact cut, so that its last picture is among what is decoded. */
    private static final Duration MORE = Duration.ofMillis(100);

    /** A moment between two pictures that are shown one after the other. */
    private static final Duration BETWEEN = Duration.ofNanos(500_000);

    /** A frame more or less is no sign: 5 pictures a second is what slow cameras make. */
    private static final Duration SLACK = Duration.ofMillis(200);

    private final ClipPlans plans;
    private final ClipFolders folders;
    private final DataFolder data;
    private final FfmpegCommands commands;
    private final StorageSettings storage;

    ClipCuts(ClipPlans plans, ClipFolders folders, DataFolder data, FfmpegCommands commands, StorageSettings storage) {
        this.plans = plans;
        this.folders = folders;
        this.data = data;
        this.commands = commands;
        this.storage = storage;
    }

    /**
     * What is to be cut.
     *
     * @throws ClipException when there is nothing that can be played
     * @throws DiskFullException when there is no room for it
     */
    public Cutting begin(ClipPlan plan) throws ClipException, IOException {
        long bytes = plan.segments().stream().mapToLong(SegmentFile::size).sum();
        Optional<DiskFullException> full =
                DiskFullException.below(data.root(), storage.reserve().asLongValue() + bytes);
        if (full.isPresent()) {
            throw full.get();
        }
        AtomicFiles.createFolders(folders.of(plan.order().clipId()));
        return begin(plan, Set.of());
    }

    private Cutting begin(ClipPlan plan, Set<Path> spoilt) throws ClipException, IOException {
        ClipOrder order = plan.order();
        List<List<Piece>> groups = new ArrayList<>();
        Optional<Piece> last = Optional.empty();
        for (SegmentFile segment : plan.segments()) {
            Piece piece;
            try {
                piece = piece(segment, folders.input(order.clipId(), segment.file()));
            } catch (UnreadException passing) {
                throw ClipException.temporary(passing.getMessage());
            } catch (MediaException vanished) {
                return without(order, spoilt, segment.file());
            }
            if (last.filter(before -> before.goesOn() && before.shape().equals(piece.shape()))
                    .isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(piece);
            last = Optional.of(piece);
        }
        if (groups.isEmpty()) {
            throw ClipException.lasting("No clips found for camera " + order.camera() + " in time range"
                    + (plan.faults().isEmpty() ? "" : ": " + String.join("; ", plan.faults())));
        }
        return new Cutting(plan, groups, spoilt, List.of(), Optional.empty());
    }

    private Piece piece(SegmentFile segment, Path input) {
        MediaFile media = MediaFile.read(input);
        Duration until = Duration.between(segment.start(), segment.end());
        // Whoever is overtaken by the next one ends there
        boolean cut = segment.overtaken() && until.compareTo(media.duration()) < 0;
        boolean goesOn = !cut || (copied(media) && Mp4Joiner.canEndAt(input, until));
        return new Piece(segment, input, media, cut ? until : media.duration(), cut, goesOn);
    }

    private Cutting without(ClipOrder order, Set<Path> spoilt, Path file) throws ClipException, IOException {
        Set<Path> more = new HashSet<>(spoilt);
        more.add(file);
        return begin(plans.findWithout(order, more), more);
    }

    // ── What comes next

    /**
     * Whether what comes next is done without FFmpeg.
     *
     * @throws IllegalStateException if nothing comes next
     */
    public boolean copies(Cutting cutting) {
        if (!cutting.isUnfinished()) {
            throw new IllegalStateException("This clip is made");
        }
        return cutting.isJoined()
                ? cutting.plan().order().cut() == Cut.FAST && cutting.groups().size() == 1
                : copied(next(cutting).get(0).media());
    }

    /** MP4 whose pictures and sound need not be touched. */
    private static boolean copied(MediaFile media) {
        return media.mp4() && codecs(media, Kind.VIDEO, PICTURES) && codecs(media, Kind.AUDIO, SOUNDS);
    }

    private static List<Piece> next(Cutting cutting) {
        return cutting.groups().get(cutting.parts().size());
    }

    /**
     * Whether one step makes the whole clip. Otherwise each group becomes an MP4 first: those that differ are put together by
     * encoding them, an exact cut is encoded out of one, and others than MP4 that are to be cut are cut as one.
     */
    private static boolean direct(Cutting cutting) {
        ClipOrder order = cutting.plan().order();
        List<Piece> pieces = cutting.pieces();
        Piece last = pieces.get(pieces.size() - 1);
        boolean all = !order.from().isAfter(pieces.get(0).start())
                && !last.start().plus(last.length()).isAfter(order.to());
        return cutting.groups().size() == 1
                && order.cut() != Cut.EXACT
                && (order.cut() == Cut.SEGMENTS || all || copied(last.media()));
    }

    private Path output(Cutting cutting) {
        boolean whole = direct(cutting) || cutting.isJoined();
        return folders.of(cutting.plan().order().clipId())
                .resolve(whole ? "clip.mp4" : "part-" + cutting.parts().size() + ".mp4");
    }

    // ── Without FFmpeg

    /** What comes next, where FFmpeg is not needed for it. */
    public Cutting join(Cutting cutting) throws ClipException, IOException {
        Path output = output(cutting);
        Files.deleteIfExists(output);
        if (cutting.isJoined()) {
            Part part = cutting.parts().get(0);
            Stretch stretch = new Stretch(
                    part.file(),
                    part.at(cutting.plan().order().from()),
                    Optional.of(part.at(cutting.plan().order().to())));
            Taken taken = written(List.of(stretch), output).get(0);
            return cutting.done(part.result(output, taken.from(), taken.length()));
        }
        List<Piece> pieces = next(cutting);
        List<Stretch> stretches = new ArrayList<>();
        for (Piece piece : pieces) {
            stretches.add(stretch(cutting, piece));
        }
        List<Taken> taken;
        try {
            taken = written(stretches, output);
        } catch (UnreadException passing) {
            throw ClipException.temporary(passing.getMessage());
        } catch (MediaException broken) {
            return without(
                    cutting.plan().order(), cutting.spoilt(), broken(pieces).file());
        }
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Duration length = taken.get(i).length();
            shown.add(new Shown(
                    piece.start().plus(taken.get(i).from()),
                    // What is taken more than that is cut off when it is encoded
                    piece.goesOn() || length.compareTo(piece.length()) < 0 ? length : piece.length()));
        }
        Part part = new Part(output, shown);
        return direct(cutting) ? cutting.done(part.result(output, Duration.ZERO, part.length())) : cutting.with(part);
    }

    static List<Taken> written(List<Stretch> stretches, Path output) {
        try {
            return Mp4Joiner.join(stretches, output);
        } catch (IOException e) {
            throw FileException.of("write the clip", output.getParent(), e);
        }
    }

    private static Stretch stretch(Cutting cutting, Piece piece) {
        ClipOrder order = cutting.plan().order();
        Duration from = Duration.between(piece.start(), order.from());
        Duration until = Duration.between(piece.start(), order.to());
        boolean whole = order.cut() == Cut.SEGMENTS;
        boolean over = !whole && until.compareTo(piece.length()) < 0;
        Optional<Duration> end = over
                ? Optional.of(order.cut() == Cut.EXACT ? until.plus(MORE) : until)
                : piece.cut() ? Optional.of(piece.length()) : Optional.empty();
        return new Stretch(piece.input(), whole || from.isNegative() ? Duration.ZERO : from, end);
    }

    /** The first of the pieces that cannot be read, now that one could not. */
    private static SegmentFile broken(List<Piece> pieces) throws ClipException {
        for (Piece piece : pieces) {
            try {
                Mp4Joiner.pictures(piece.input());
            } catch (MediaException broken) {
                return piece.segment();
            }
        }
        throw ClipException.temporary("A segment changed while it was read");
    }

    // ── With FFmpeg

    /** The arguments of the next run of FFmpeg; what it needs beside them is written. */
    public List<String> arguments(Cutting cutting) throws ClipException, IOException {
        Path output = output(cutting);
        // An FFmpeg that has outlived its Drover may still be writing to it; so it writes to a file without a name
        Files.deleteIfExists(output);
        if (cutting.isJoined()) {
            return commands.encode(encoding(cutting));
        }
        List<Piece> pieces = next(cutting);
        MediaFile first = pieces.get(0).media();
        CutPlan plan = new CutPlan(
                pieces.stream()
                        .map(piece ->
                                new CutPlan.Piece(piece.input(), piece.media().duration()))
                        .toList(),
                !codecs(first, Kind.VIDEO, PICTURES)
                        ? Treatment.ENCODE
                        : first.video() && codecs(first, Kind.VIDEO, Set.of("hevc"))
                                ? Treatment.COPY_HEVC
                                : Treatment.COPY,
                codecs(first, Kind.AUDIO, SOUNDS) ? Treatment.COPY : Treatment.ENCODE,
                output);
        AtomicFiles.writeAtomically(commands.listOf(plan), commands.list(plan).getBytes(StandardCharsets.UTF_8));
        return commands.cut(plan);
    }

    /** A file that was cut off in its last picture is used up to the one before: FFmpeg would stop at it. */
    private static Path trimmed(Piece piece, Path whole) throws IOException {
        if (piece.media().usable() >= Files.size(piece.input())) {
            return piece.input();
        }
        // Anew each time: an attempt that failed may have left half of it
        AtomicFiles.copyBegin(piece.input(), piece.media().usable(), whole);
        return whole;
    }

    private static boolean codecs(MediaFile media, Kind kind, Set<String> known) {
        return media.streams().stream()
                .filter(stream -> stream.kind() == kind)
                .findFirst()
                .map(stream -> known.contains(stream.codec()))
                .orElse(true);
    }

    private Encoding encoding(Cutting cutting) {
        List<Encoding.Input> inputs = new ArrayList<>();
        for (Part part : cutting.parts()) {
            MediaFile media = MediaFile.read(part.file());
            Window window = window(cutting, part);
            Duration lead = Mp4Joiner.lead(part.file());
            inputs.add(new Encoding.Input(
                    part.file(),
                    media.audio(),
                    window.from().plus(lead),
                    window.to().plus(lead)));
        }
        int[] size = Mp4File.size(cutting.parts().get(0).file());
        return new Encoding(inputs, size[0] + size[0] % 2, size[1] + size[1] % 2, output(cutting));
    }

    private record Window(Duration from, Duration to) {}

    /** What of a part goes into the clip: from the begin of a picture to that of another. */
    private static Window window(Cutting cutting, Part part) {
        ClipOrder order = cutting.plan().order();
        List<Duration> pictures = Mp4Joiner.pictures(part.file());
        boolean exact = order.cut() == Cut.EXACT;
        Part last = cutting.parts().get(cutting.parts().size() - 1);
        return new Window(
                exact && part == cutting.parts().get(0) ? at(pictures, part.at(order.from())) : Duration.ZERO,
                exact && part == last ? at(pictures, part.at(order.to())) : at(pictures, part.length()));
    }

    private static Duration at(List<Duration> pictures, Duration moment) {
        Duration near = moment.minus(BETWEEN);
        return pictures.stream()
                .filter(picture -> picture.compareTo(near) >= 0)
                .findFirst()
                .orElse(pictures.get(pictures.size() - 1));
    }

    /**
     * What came of a run. Where it ended before its pieces do, the piece at which it ended is broken and left out.
     *
     * @throws ClipException when nothing came that can be played
     */
    public Cutting look(Cutting cutting) throws ClipException, IOException {
        Path file = output(cutting);
        List<Piece> pieces = cutting.isJoined() ? List.of() : next(cutting);
        Duration duration;
        try {
            duration = MediaFile.read(file).duration();
        } catch (MediaException unplayable) {
            if (cutting.pieces().size() == 1) {
                throw ClipException.lasting("What was cut cannot be played: " + unplayable.getMessage());
            }
            Piece culprit = pieces.isEmpty() ? cutting.pieces().get(0) : pieces.get(0);
            return without(
                    cutting.plan().order(), cutting.spoilt(), culprit.segment().file());
        }
        if (cutting.isJoined()) {
            return cutting.done(encoded(cutting, file, duration));
        }
        Optional<Piece> culprit = endedAt(pieces, duration);
        if (culprit.isPresent()) {
            return without(
                    cutting.plan().order(),
                    cutting.spoilt(),
                    culprit.get().segment().file());
        }
        Part part = new Part(
                file,
                pieces.stream()
                        .map(piece -> new Shown(piece.start(), piece.length()))
                        .toList());
        return direct(cutting) ? cutting.done(part.result(file, Duration.ZERO, duration)) : cutting.with(part);
    }

    /** The piece in which a file ends that should have gone on to the next; empty where all is well. */
    private static Optional<Piece> endedAt(List<Piece> pieces, Duration duration) {
        Duration end = Duration.ZERO;
        for (int i = 0; i + 1 < pieces.size(); i++) {
            end = end.plus(pieces.get(i).media().duration());
            if (duration.plus(SLACK).compareTo(end) < 0) {
                return Optional.of(pieces.get(i));
            }
        }
        return Optional.empty();
    }

    private static Result encoded(Cutting cutting, Path file, Duration duration) {
        List<Shown> shown = new ArrayList<>();
        cutting.parts().forEach(part -> shown.addAll(part.shown()));
        Part first = cutting.parts().get(0);
        return new Part(file, shown).result(file, window(cutting, first).from(), duration);
    }
}
