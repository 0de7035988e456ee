package dev.drover.clips;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.Cutting.Piece;
import dev.drover.clips.Cutting.Result;
import dev.drover.ffmpeg.CutPlan;
import dev.drover.ffmpeg.CutPlan.Treatment;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.jobs.StorageSettings;
import dev.drover.media.Kind;
import dev.drover.media.MediaException;
import dev.drover.media.MediaFile;
import dev.drover.media.Mp4File;
import dev.drover.media.UnreadException;

/** From segments to one file in the clip's folder: what FFmpeg is told, and what came of it. */
@Named("clipCuts")
@Singleton
@RegisterForReflection
public class ClipCuts {

    /** What MP4 players know; anything else is encoded anew. */
    private static final Set<String> PICTURES = Set.of("h264", "hevc", "av1", "vp9", "mpeg4");

    private static final Set<String> SOUNDS = Set.of("aac", "opus", "mp3", "ac3", "eac3");

    /** What the index of an MP4 takes for one picture or piece of sound at most, and for all the rest of it. */
    private static final long INDEX_BYTES = 44;

    private static final long INDEX_REST = 16 * 1024;

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
        return begin(plan, Set.of());
    }

    private Cutting begin(ClipPlan plan, Set<Path> spoilt) throws ClipException, IOException {
        ClipOrder order = plan.order();
        List<List<Piece>> groups = new ArrayList<>();
        String shape = "";
        for (SegmentFile segment : plan.segments()) {
            Path input = folders.input(order.clipId(), segment.file());
            MediaFile media;
            try {
                media = MediaFile.read(input);
            } catch (UnreadException passing) {
                throw ClipException.temporary(passing.getMessage());
            } catch (MediaException vanished) {
                Set<Path> more = new HashSet<>(spoilt);
                more.add(segment.file());
                return begin(plans.findWithout(order, more), more);
            }
            Piece piece = piece(order, segment, input, media);
            if (groups.isEmpty() || !media.shape().equals(shape)) {
                groups.add(new ArrayList<>());
                shape = media.shape();
            }
            groups.get(groups.size() - 1).add(piece);
        }
        if (groups.isEmpty()) {
            throw ClipException.lasting("No clips found for camera " + order.camera() + " in time range"
                    + (plan.faults().isEmpty() ? "" : ": " + String.join("; ", plan.faults())));
        }
        return new Cutting(plan, groups, spoilt, 0, Optional.empty());
    }

    private static Piece piece(ClipOrder order, SegmentFile segment, Path input, MediaFile media) {
        Duration in = Duration.ZERO;
        if (order.cut() != Cut.SEGMENTS && media.mp4() && order.from().isAfter(segment.start())) {
            in = MediaFile.keyFrame(input, Duration.between(segment.start(), order.from()));
        }
        Duration until = Duration.between(segment.start(), segment.end());
        // Whoever is overtaken by the next one ends there
        boolean cut = until.plus(ClipPlans.TOLERANCE).compareTo(media.duration()) < 0;
        return new Piece(segment, input, media, in, (cut ? until : media.duration()).minus(in), cut);
    }

    /** The arguments of the next run of FFmpeg; what it needs beside them is written. */
    public List<String> arguments(Cutting cutting) throws ClipException, IOException {
        boolean last = cutting.joined() == cutting.groups().size();
        if (last && cutting.groups().size() > 1) {
            CutPlan.Blend blend = blend(cutting);
            Files.deleteIfExists(blend.output());
            return commands.blend(blend);
        }
        CutPlan plan = !staged(cutting)
                ? single(cutting)
                : last
                        ? ofPart(cutting)
                        : part(cutting.groups().get(cutting.joined()), part(cutting, cutting.joined()));
        AtomicFiles.createFolders(plan.output().getParent());
        // An FFmpeg that has outlived its Drover may still be writing to it; so it writes to a file without a name
        Files.deleteIfExists(plan.output());
        for (Piece piece : cutting.pieces()) {
            trimmed(piece);
        }
        AtomicFiles.writeAtomically(commands.listOf(plan), commands.list(plan).getBytes(StandardCharsets.UTF_8));
        return commands.cut(plan);
    }

    /**
     * Whether the pieces become MP4 first: those that differ, so that each group is one file; and others than MP4 that are to be
     * cut within, for FFmpeg finds a key frame for certain in MP4 only.
     */
    private static boolean staged(Cutting cutting) {
        ClipOrder order = cutting.plan().order();
        Piece first = cutting.groups().get(0).get(0);
        return cutting.groups().size() > 1
                || (order.cut() != Cut.SEGMENTS
                        && !first.media().mp4()
                        && order.from().isAfter(first.start()));
    }

    private CutPlan part(List<Piece> pieces, Path output) throws IOException {
        return join(pieces, output, Duration.ZERO, Optional.empty(), false);
    }

    /** The cut within the one file that others than MP4 have become. */
    private CutPlan ofPart(Cutting cutting) {
        ClipOrder order = cutting.plan().order();
        List<Piece> pieces = cutting.pieces();
        Path file = part(cutting, 0);
        MediaFile media = MediaFile.read(file);
        Duration key = key(cutting);
        boolean exact = order.cut() == Cut.EXACT;
        Treatment copy = codecs(media, Kind.VIDEO, Set.of("hevc")) ? Treatment.COPY_HEVC : Treatment.COPY;
        return new CutPlan(
                List.of(new CutPlan.Piece(
                        file,
                        Optional.of(media.first().plus(key)),
                        Optional.empty(),
                        media.duration().minus(key))),
                exact ? from(order, pieces).minus(key) : Duration.ZERO,
                length(order, pieces).map(length -> exact ? length : length.minus(key)),
                exact ? Treatment.ENCODE : copy,
                exact ? Treatment.ENCODE : Treatment.COPY,
                0,
                output(cutting));
    }

    private Duration key(Cutting cutting) {
        Instant start = cutting.pieces().get(0).start();
        return MediaFile.keyFrame(
                part(cutting, 0), Duration.between(start, cutting.plan().order().from()));
    }

    /** How long after the begin of the first piece the clip begins. */
    private Duration lead(Cutting cutting) {
        ClipOrder order = cutting.plan().order();
        boolean key = order.cut() == Cut.FAST && cutting.groups().size() == 1 && staged(cutting);
        return key ? key(cutting) : from(order, cutting.pieces());
    }

    /** A file that was cut off in its last picture is used up to the one before: FFmpeg would stop at it. */
    private static Path trimmed(Piece piece) throws IOException {
        if (piece.media().usable() >= Files.size(piece.input())) {
            return piece.input();
        }
        Path whole = piece.input().resolveSibling("." + piece.input().getFileName());
        if (!Files.exists(whole)) {
            AtomicFiles.copyBegin(piece.input(), piece.media().usable(), whole);
        }
        return whole;
    }

    private CutPlan single(Cutting cutting) throws IOException {
        ClipOrder order = cutting.plan().order();
        List<Piece> pieces = cutting.groups().get(0);
        return join(pieces, output(cutting), from(order, pieces), length(order, pieces), order.cut() == Cut.EXACT);
    }

    /** Where the window begins, counted from the begin of the first piece; only an exact cut asks for it. */
    private static Duration from(ClipOrder order, List<Piece> pieces) {
        Duration lead = Duration.between(pieces.get(0).start(), order.from());
        return order.cut() == Cut.EXACT && !lead.isNegative() ? lead : Duration.ZERO;
    }

    /** How much is wanted, where the last piece goes on behind the window. */
    private static Optional<Duration> length(ClipOrder order, List<Piece> pieces) {
        Piece last = pieces.get(pieces.size() - 1);
        Duration all = pieces.stream().map(Piece::length).reduce(Duration.ZERO, Duration::plus);
        Duration behind = Duration.between(order.to(), last.start().plus(last.length()));
        return order.cut() == Cut.SEGMENTS || behind.isNegative() || behind.isZero()
                ? Optional.empty()
                : Optional.of(all.minus(behind).minus(from(order, pieces)));
    }

    private CutPlan join(List<Piece> pieces, Path output, Duration from, Optional<Duration> length, boolean encode)
            throws IOException {
        MediaFile first = pieces.get(0).media();
        Treatment picture = encode || !codecs(first, Kind.VIDEO, PICTURES)
                ? Treatment.ENCODE
                : codecs(first, Kind.VIDEO, Set.of("hevc")) && first.video() ? Treatment.COPY_HEVC : Treatment.COPY;
        Treatment sound = encode || !codecs(first, Kind.AUDIO, SOUNDS) ? Treatment.ENCODE : Treatment.COPY;
        boolean counted = picture != Treatment.ENCODE
                && sound != Treatment.ENCODE
                && pieces.stream().allMatch(piece -> piece.media().samples() > 0);
        long samples =
                pieces.stream().mapToLong(piece -> piece.media().samples()).sum();
        List<CutPlan.Piece> files = new ArrayList<>();
        for (Piece piece : pieces) {
            Duration begin = piece.media().first().plus(piece.in());
            files.add(new CutPlan.Piece(
                    trimmed(piece),
                    piece.in().isZero() ? Optional.empty() : Optional.of(begin),
                    piece.cut() ? Optional.of(begin.plus(piece.length())) : Optional.empty(),
                    piece.length()));
        }
        return new CutPlan(
                files, from, length, picture, sound, counted ? samples * INDEX_BYTES + INDEX_REST : 0, output);
    }

    private static boolean codecs(MediaFile media, Kind kind, Set<String> known) {
        return media.streams().stream()
                .filter(stream -> stream.kind() == kind)
                .findFirst()
                .map(stream -> known.contains(stream.codec()))
                .orElse(true);
    }

    private CutPlan.Blend blend(Cutting cutting) {
        ClipOrder order = cutting.plan().order();
        List<CutPlan.Input> inputs = new ArrayList<>();
        for (int i = 0; i < cutting.groups().size(); i++) {
            MediaFile media = MediaFile.read(part(cutting, i));
            inputs.add(new CutPlan.Input(part(cutting, i), media.audio(), media.duration()));
        }
        int[] size = Mp4File.size(part(cutting, 0));
        return new CutPlan.Blend(
                inputs,
                size[0] + size[0] % 2,
                size[1] + size[1] % 2,
                inputs.stream().anyMatch(CutPlan.Input::sound),
                from(order, cutting.pieces()),
                length(order, cutting.pieces()),
                output(cutting));
    }

    private Path output(Cutting cutting) {
        return folders.of(cutting.plan().order().clipId()).resolve("clip.mp4");
    }

    private Path part(Cutting cutting, int group) {
        return folders.of(cutting.plan().order().clipId()).resolve("part-" + group + ".mp4");
    }

    /**
     * What came of a run. Where it ended before its pieces do, the piece at which it ended is broken and left out.
     *
     * @throws ClipException when nothing came that can be played
     */
    public Cutting look(Cutting cutting) throws ClipException, IOException {
        boolean whole = !staged(cutting) || cutting.joined() == cutting.groups().size();
        Path file = whole ? output(cutting) : part(cutting, cutting.joined());
        List<Piece> pieces = !staged(cutting)
                ? cutting.pieces()
                : whole ? List.of() : cutting.groups().get(cutting.joined());
        Duration duration;
        try {
            duration = MediaFile.read(file).duration();
        } catch (MediaException unplayable) {
            if (cutting.pieces().size() == 1) {
                throw ClipException.lasting("What was cut cannot be played: " + unplayable.getMessage());
            }
            return without(cutting, pieces.isEmpty() ? cutting.pieces().get(0) : pieces.get(0));
        }
        Optional<Piece> culprit = endedAt(cutting, pieces, duration);
        if (culprit.isPresent()) {
            return without(cutting, culprit.get());
        }
        return whole
                ? new Cutting(
                        cutting.plan(),
                        cutting.groups(),
                        cutting.spoilt(),
                        cutting.joined(),
                        Optional.of(result(cutting, file, duration)))
                : new Cutting(
                        cutting.plan(), cutting.groups(), cutting.spoilt(), cutting.joined() + 1, Optional.empty());
    }

    private Cutting without(Cutting cutting, Piece piece) throws ClipException, IOException {
        Set<Path> spoilt = new HashSet<>(cutting.spoilt());
        spoilt.add(piece.segment().file());
        return begin(plans.findWithout(cutting.plan().order(), spoilt), spoilt);
    }

    /** The piece in which a file ends that should have gone on to the next; empty where all is well. */
    private static Optional<Piece> endedAt(Cutting cutting, List<Piece> pieces, Duration duration) {
        ClipOrder order = cutting.plan().order();
        Duration reached = duration.plus(staged(cutting) || pieces.isEmpty() ? Duration.ZERO : from(order, pieces));
        Duration end = Duration.ZERO;
        for (int i = 0; i + 1 < pieces.size(); i++) {
            end = end.plus(pieces.get(i).length());
            // The window may end with this piece, but for a frame
            boolean goesOn = pieces.get(i + 1).start().plus(ClipPlans.TOLERANCE).isBefore(order.to())
                    || order.cut() == Cut.SEGMENTS
                    || staged(cutting);
            if (goesOn && reached.plus(SLACK).compareTo(end) < 0) {
                return Optional.of(pieces.get(i));
            }
        }
        return Optional.empty();
    }

    private Result result(Cutting cutting, Path file, Duration duration) {
        List<Piece> pieces = cutting.pieces();
        Duration lead = lead(cutting);
        Instant start = pieces.get(0).start().plus(lead);
        Duration left = duration.plus(lead);
        Instant end = start;
        for (Piece piece : pieces) {
            Duration shown = left.compareTo(piece.length()) < 0 || piece == pieces.get(pieces.size() - 1)
                    ? left
                    : piece.length();
            if (shown.isZero() || shown.isNegative()) {
                break;
            }
            end = piece.start().plus(shown);
            left = left.minus(shown);
        }
        return new Result(file, start, end, duration);
    }
}
