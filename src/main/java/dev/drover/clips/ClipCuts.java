package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.Cutting.Part;
import dev.drover.clips.Cutting.Piece;
import dev.drover.clips.Cutting.Shown;
import dev.drover.ffmpeg.Encoding;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.FfmpegEnd;
import dev.drover.ffmpeg.ProcessException;
import dev.drover.ffmpeg.RemuxPlan;
import dev.drover.ffmpeg.RemuxPlan.Picture;
import dev.drover.ffmpeg.RemuxPlan.Sound;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.DiskFullException;
import dev.drover.files.FileException;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.StorageSettings;
import dev.drover.media.Kind;
import dev.drover.media.MediaException;
import dev.drover.media.MediaFile;
import dev.drover.media.MediaFile.Container;
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

    /** A moment between two pictures that are shown one after the other. */
    private static final Duration BETWEEN = Duration.ofNanos(500_000);

    private final ClipPlans plans;
    private final ClipFolders folders;
    private final DataFolder data;
    private final FfmpegCommands commands;
    private final StorageSettings storage;
    private final CanceledClips canceled;
    private final Stopping stopping;

    ClipCuts(
            ClipPlans plans,
            ClipFolders folders,
            DataFolder data,
            FfmpegCommands commands,
            StorageSettings storage,
            CanceledClips canceled,
            Stopping stopping) {
        this.plans = plans;
        this.folders = folders;
        this.data = data;
        this.commands = commands;
        this.storage = storage;
        this.canceled = canceled;
        this.stopping = stopping;
    }

    /**
     * What is to be cut.
     *
     * @throws ClipException when there is nothing that can be played
     * @throws DiskFullException when there is no room for it
     */
    public Cutting begin(ClipPlan plan) throws ClipException, IOException {
        Cutting cutting = begin(plan, Set.of());
        long bytes = plan.segments().stream().mapToLong(SegmentFile::size).sum();
        // What is not made at once is there twice: what it is made of, and what it becomes
        Optional<DiskFullException> full = DiskFullException.below(
                data.root(), storage.reserve().asLongValue() + (cutting.isMadeAtOnce() ? bytes : 2 * bytes));
        if (full.isPresent()) {
            throw full.get();
        }
        AtomicFiles.createFolders(folders.of(plan.order().clipId()));
        return cutting;
    }

    private Cutting begin(ClipPlan plan, Set<Path> spoilt) throws ClipException, IOException {
        ClipOrder order = plan.order();
        List<Piece> pieces = new ArrayList<>();
        for (SegmentFile segment : plan.segments()) {
            try {
                pieces.add(piece(segment, folders.input(order.clipId(), segment.file()), false));
            } catch (MediaException unusable) {
                return without(plan, spoilt, segment, unusable);
            }
        }
        if (pieces.isEmpty()) {
            throw ClipException.lasting("No clips found for camera " + order.camera() + " in time range"
                    + (plan.faults().isEmpty() ? "" : ": " + String.join("; ", plan.faults())));
        }
        return Cutting.of(plan, pieces, spoilt);
    }

    /** @param heard whether the segment is known to have sound, which may have been lost */
    private static Piece piece(SegmentFile segment, Path input, boolean heard) {
        MediaFile media = MediaFile.read(input);
        Duration until = Duration.between(segment.start(), segment.end());
        // Whoever is overtaken by the next one ends there
        boolean cut = segment.overtaken() && until.compareTo(media.duration()) < 0;
        boolean goesOn = !cut || (joined(media) && Mp4Joiner.canEndAt(input, until));
        return new Piece(
                segment,
                input,
                media,
                heard || media.audio(),
                joined(media),
                known(media),
                cut ? until : media.duration(),
                cut,
                goesOn);
    }

    /** What may pass is waited for, in the first attempts; what is broken is left out. */
    private Cutting without(ClipPlan plan, Set<Path> spoilt, SegmentFile file, MediaException why)
            throws ClipException, IOException {
        if (why instanceof UnreadException && !plan.last()) {
            throw ClipException.temporary(why.getMessage());
        }
        return without(plan, spoilt, file);
    }

    private Cutting without(ClipPlan plan, Set<Path> spoilt, SegmentFile file) throws ClipException, IOException {
        Set<Path> more = new HashSet<>(spoilt);
        more.add(file.file());
        ClipPlan rest = plans.findWithout(plan.order(), more);
        return begin(plan.last() ? rest.forTheLastTime() : rest, more);
    }

    /**
     * MP4 that can be put together as it is. FFmpeg's own way ends at a file that was cut off, and where pictures are not shown in the
     * order in which they come, it is off by some at each seam.
     */
    private static boolean joined(MediaFile media) {
        return media.mp4()
                && isKnown(media, Kind.VIDEO, PICTURES)
                && !codec(media, Kind.AUDIO).matches("\\d+x.*");
    }

    /** What players know. */
    private static boolean known(MediaFile media) {
        return isKnown(media, Kind.VIDEO, PICTURES) && isKnown(media, Kind.AUDIO, SOUNDS);
    }

    private static boolean isKnown(MediaFile media, Kind kind, Set<String> known) {
        String codec = codec(media, kind);
        return codec.isEmpty() || known.contains(codec);
    }

    private static String codec(MediaFile media, Kind kind) {
        return media.streams().stream()
                .filter(stream -> stream.kind() == kind)
                .findFirst()
                .map(MediaFile.Stream::codec)
                .orElse("");
    }

    // ── What comes next

    /**
     * Whether what comes next is done without FFmpeg.
     *
     * @throws IllegalStateException if nothing comes next
     */
    public boolean copies(Cutting cutting) {
        return switch (cutting.step()) {
            case JOIN, FINISH -> true;
            case WRAP, CONVERT, ENCODE -> false;
        };
    }

    private Path output(Cutting cutting) {
        int last = cutting.parts().size() - 1;
        return folders.of(cutting.plan().order().clipId())
                .resolve(
                        switch (cutting.step()) {
                            case WRAP -> "whole-" + cutting.wrapped() + ".mp4";
                            case JOIN -> "part-" + (last + 1) + ".mp4";
                            case CONVERT -> "known-" + last + ".mp4";
                            case ENCODE -> "encoded-" + last + ".mp4";
                            case FINISH -> "clip.mp4";
                        });
    }

    // ── Without FFmpeg

    /** What comes next, where FFmpeg is not needed for it. */
    public Cutting join(Cutting cutting) throws ClipException, IOException {
        Path output = output(cutting);
        Files.deleteIfExists(output);
        return cutting.step() == Cutting.Step.FINISH ? finished(cutting, output) : joined(cutting, output);
    }

    private Cutting joined(Cutting cutting, Path output) throws ClipException, IOException {
        List<Piece> pieces = cutting.next();
        List<Stretch> stretches = new ArrayList<>();
        for (Piece piece : pieces) {
            stretches.add(stretch(cutting, piece));
        }
        List<Taken> taken;
        try {
            taken = written(cutting, stretches, output);
        } catch (MediaException unusable) {
            Piece culprit = pieces.stream()
                    .filter(piece ->
                            unusable.file().filter(piece.input()::equals).isPresent())
                    .findFirst()
                    .orElse(pieces.get(0));
            return without(cutting.plan(), cutting.spoilt(), culprit.segment(), unusable);
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
        for (Piece piece : pieces) {
            if (!piece.input()
                    .equals(folders.input(
                            cutting.plan().order().clipId(), piece.segment().file()))) {
                // There is room for two of each, not for three
                Files.deleteIfExists(piece.input());
            }
        }
        return cutting.with(new Part(output, shown, pieces.get(0).known(), false, heard(output)));
    }

    private Cutting finished(Cutting cutting, Path output) throws IOException {
        List<Stretch> stretches = cutting.parts().stream()
                .map(part -> new Stretch(part.file(), Duration.ZERO, Optional.empty()))
                .toList();
        written(cutting, stretches, output);
        return cutting.done(
                output,
                cutting.parts().stream().flatMap(part -> part.shown().stream()).toList());
    }

    private List<Taken> written(Cutting cutting, List<Stretch> stretches, Path output) {
        try {
            return written(
                    stretches,
                    output,
                    () -> stopping.begun() || canceled.contains(cutting.plan().order()));
        } catch (CancellationException stopped) {
            throw stopping.begun() ? new StoppedException() : new CanceledException();
        }
    }

    static List<Taken> written(List<Stretch> stretches, Path output, BooleanSupplier stopped) {
        try {
            return Mp4Joiner.join(stretches, output, stopped);
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
        Optional<Duration> end =
                over ? Optional.of(until) : piece.cut() ? Optional.of(piece.length()) : Optional.empty();
        return new Stretch(piece.input(), whole || from.isNegative() ? Duration.ZERO : from, end, over);
    }

    // ── With FFmpeg

    /** The arguments of the next run of FFmpeg; what it needs beside them is written. */
    public List<String> arguments(Cutting cutting) throws IOException {
        Path output = output(cutting);
        // An FFmpeg that has outlived its Drover may still be writing to it; so it writes to a file without a name
        Files.deleteIfExists(output);
        return switch (cutting.step()) {
            case ENCODE -> commands.encode(encoding(cutting, output));
            case CONVERT ->
                commands.remux(new RemuxPlan(
                        cutting.last().file(),
                        picture(cutting.ofLast().get(0).media()),
                        isKnown(cutting.ofLast().get(0).media(), Kind.AUDIO, SOUNDS) ? Sound.COPY : Sound.AAC,
                        output));
            default -> {
                Piece raw = cutting.raw();
                yield commands.remux(new RemuxPlan(
                        trimmed(raw, trimmed(output)),
                        picture(raw.media()),
                        // Encoded piece by piece, AAC would be spoilt for a moment where they meet
                        isKnown(raw.media(), Kind.AUDIO, SOUNDS) ? Sound.COPY : Sound.FLAC,
                        output));
            }
        };
    }

    private static Picture picture(MediaFile media) {
        if (!isKnown(media, Kind.VIDEO, PICTURES)) {
            return media.container() == Container.AVI ? Picture.H264_AT_ONCE : Picture.H264;
        }
        return codec(media, Kind.VIDEO).equals("hevc") ? Picture.COPY_HEVC : Picture.COPY;
    }

    private static Path trimmed(Path output) {
        return output.resolveSibling("trimmed-" + output.getFileName());
    }

    /** A file that was cut off in its last picture is used up to the one before. */
    private static Path trimmed(Piece piece, Path trimmed) throws IOException {
        if (piece.media().usable() >= Files.size(piece.input())) {
            return piece.input();
        }
        // Anew each time: an attempt that failed may have left half of it
        AtomicFiles.copyBegin(piece.input(), piece.media().usable(), trimmed);
        return trimmed;
    }

    private static Encoding encoding(Cutting cutting, Path output) {
        Part part = cutting.last();
        Window window = window(cutting, part);
        Duration lead = Mp4Joiner.lead(part.file());
        boolean alone = cutting.groups().size() == 1;
        int[] size = Mp4File.size(alone ? part.file() : cutting.parts().get(0).file());
        return new Encoding(
                part.file(),
                window.from().plus(lead),
                window.to().plus(lead),
                part.heard(),
                alone
                        ? part.heard()
                        : cutting.pieces().stream()
                                .anyMatch(piece -> piece.media().audio()),
                alone ? Optional.empty() : Optional.of(new Encoding.Size(size[0] + size[0] % 2, size[1] + size[1] % 2)),
                output);
    }

    private record Window(Duration from, Duration to) {}

    /** What of a part goes into the clip: from the begin of a picture to that of another. */
    private static Window window(Cutting cutting, Part part) {
        ClipOrder order = cutting.plan().order();
        List<Duration> pictures = Mp4Joiner.pictures(part.file());
        boolean exact = order.cut() == Cut.EXACT;
        int from = exact && cutting.parts().size() == 1 ? at(pictures, part.at(order.from())) : 0;
        boolean last = cutting.parts().size() == cutting.groups().size();
        int to = at(pictures, exact && last ? part.at(order.to()) : part.length());
        // Where no picture begins, the one that is shown is seen
        from = from < to ? from : Math.max(0, to - 1);
        return new Window(pictures.get(from), pictures.get(Math.max(to, from + 1)));
    }

    /** The first picture that begins then or later, or the end of the last. */
    private static int at(List<Duration> pictures, Duration moment) {
        Duration near = moment.minus(BETWEEN);
        int at = 0;
        while (at < pictures.size() - 1 && pictures.get(at).compareTo(near) < 0) {
            at++;
        }
        return at;
    }

    /**
     * What came of a run of FFmpeg. A segment of which nothing came is left out.
     *
     * @throws ClipException when nothing came that can be played
     * @throws ProcessException when FFmpeg failed for another reason
     */
    public Cutting look(Cutting cutting, FfmpegEnd end) throws ClipException, IOException {
        Path file = output(cutting);
        boolean wrapping = cutting.step() == Cutting.Step.WRAP;
        Piece first = wrapping ? cutting.raw() : cutting.ofLast().get(0);
        boolean alone = cutting.pieces().size() == 1;
        if (end.failure().isPresent() && (alone || !wrapping || isFull(cutting))) {
            end.demandSuccess();
        }
        MediaFile made;
        try {
            made = MediaFile.read(file);
        } catch (MediaException unplayable) {
            if (alone) {
                throw ClipException.lasting("What was cut cannot be played: " + unplayable.getMessage());
            }
            return without(cutting.plan(), cutting.spoilt(), first.segment());
        }
        if (wrapping) {
            Files.deleteIfExists(trimmed(file));
            Piece piece = piece(first.segment(), file, first.heard());
            if (!piece.joined()) {
                throw ClipException.lasting(first.segment().file().getFileName() + " cannot be put into an MP4");
            }
            return cutting.wrapped(piece);
        }
        Part before = cutting.last();
        boolean encoded = cutting.step() == Cutting.Step.ENCODE;
        Duration from = encoded ? window(cutting, before).from() : Duration.ZERO;
        Part part = before.cut(file, from, made.duration());
        Cutting next = cutting.instead(new Part(file, part.shown(), true, encoded, before.heard() && made.audio()));
        // There is room for two of each, not for three
        Files.deleteIfExists(before.file());
        return next;
    }

    /** What FFmpeg does not say in words of its own: with a full disk it is no fault of what it reads. */
    private boolean isFull(Cutting cutting) {
        return DiskFullException.below(
                        data.root(), Math.max(1 << 20, cutting.raw().segment().size()))
                .isPresent();
    }

    private static boolean heard(Path file) {
        return MediaFile.read(file).audio();
    }
}
