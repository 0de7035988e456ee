package dev.drover.timelapse;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.ffmpeg.Encoding.Size;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.TimelapsePlan;
import dev.drover.ffmpeg.VideoEncoder;
import dev.drover.ffmpeg.VideoEncoders;
import dev.drover.files.AtomicFiles;
import dev.drover.files.FileException;
import dev.drover.frames.BrokenPictureException;
import dev.drover.frames.Jpeg;
import dev.drover.frames.TimeStamp;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;
import dev.drover.media.Mp4Joiner;
import dev.drover.timelapse.Stitching.Step;

/** From pictures to two videos: which ones are whole, what FFmpeg is told, and what came of it. */
@Named("stitches")
@Singleton
@RegisterForReflection
public class Stitches {

    private static final Logger LOG = Logger.getLogger("stitch");
    private static final int LOOK_EVERY = 50;

    private final TimelapseFolders folders;
    private final FfmpegCommands commands;
    private final VideoEncoders encoders;
    private final EncodesInHand inHand;
    private final Stopping stopping;

    Stitches(
            TimelapseFolders folders,
            FfmpegCommands commands,
            VideoEncoders encoders,
            EncodesInHand inHand,
            Stopping stopping) {
        this.folders = folders;
        this.commands = commands;
        this.encoders = encoders;
        this.inHand = inHand;
        this.stopping = stopping;
    }

    /**
     * Looks at all chosen pictures of a channel.
     *
     * @throws TimelapseException where there is no whole one
     */
    public Stitching begin(StitchOrder order) throws IOException {
        List<FrameName> all = folders.pictures(order.folder()).stream()
                .filter(name ->
                        order.day().map(name.time().toLocalDate()::equals).orElse(true))
                .toList();
        List<FrameName> chosen =
                order.style().choice().choose(all, 0, Optional.empty()).frames();
        if (chosen.isEmpty()) {
            throw new NoPicturesException(
                    all.isEmpty()
                            ? "there is no picture"
                                    + order.day().map(day -> " of " + day).orElse("")
                            : "none of its " + all.size() + " pictures was taken by day");
        }
        Path work = folders.once().resolve(UUID.randomUUID().toString());
        return begin(order.folder(), order.style(), chosen, work, false, Optional.empty());
    }

    /**
     * Looks at pictures, which become a part of a video.
     *
     * @param size that the parts before have; empty for the first
     */
    Stitching begin(Path folder, VideoStyle style, List<FrameName> chosen, Path work, boolean part, Optional<Size> size)
            throws IOException {
        String channel = folder.getFileName().toString();
        Map<Size, Integer> sizes = new HashMap<>();
        List<FrameName> whole = new ArrayList<>();
        List<BrokenFrame> broken = new ArrayList<>();
        for (FrameName name : chosen) {
            try {
                Jpeg jpeg = Jpeg.of(folder.resolve(name.toString()));
                sizes.merge(new Size(even(jpeg.width()), even(jpeg.height())), 1, Integer::sum);
                whole.add(name);
            } catch (BrokenPictureException unusable) {
                broken.add(new BrokenFrame(name, unusable.getMessage()));
            } catch (NoSuchFileException gone) {
                broken.add(new BrokenFrame(name, "it was deleted meanwhile"));
            } catch (IOException unreadable) {
                broken.add(new BrokenFrame(name, "it cannot be read: " + unreadable.getMessage()));
            }
            if (!part && (whole.size() + broken.size()) % LOOK_EVERY == 0) {
                inHand.check(channel, whole.size() + broken.size(), chosen.size());
                if (stopping.begun()) {
                    throw new StoppedException();
                }
            }
        }
        broken.forEach(each -> tell(channel, each));
        if (whole.isEmpty() && !part) {
            throw new TimelapseException("none of its pictures is whole");
        }
        Size video = size.orElseGet(() -> usual(sizes));
        VideoEncoder encoder = encoders.best(style.encoder(), video);
        Stitching stitching = new Stitching(
                channel,
                folder,
                style,
                whole,
                broken,
                video,
                encoder,
                work,
                part,
                whole.isEmpty() ? Step.DONE : Step.ENCODE);
        AtomicFiles.createFolders(work);
        return stitching;
    }

    private static void tell(String channel, BrokenFrame frame) {
        LOG.warnf("Left out of the video: %s/%s: %s", channel, frame.name(), frame.why());
    }

    private static int even(int pixels) {
        return Math.max(2, pixels / 2 * 2);
    }

    /** Of most pictures; of those that are as many, the largest. */
    private static Size usual(Map<Size, Integer> sizes) {
        return sizes.entrySet().stream()
                .max(Map.Entry.<Size, Integer>comparingByValue()
                        .thenComparing(each ->
                                (long) each.getKey().width() * each.getKey().height()))
                .map(Map.Entry::getKey)
                .orElse(new Size(2, 2));
    }

    /** What FFmpeg is told next; the lists that it reads are written before. */
    public List<String> arguments(Stitching stitching) {
        Path target = stitching.list();
        try (BufferedWriter list = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            list.write("ffconcat version 1.0\n");
            for (FrameName name : stitching.frames()) {
                list.write(commands.pictureList(stitching.folder().resolve(name.toString())));
            }
        } catch (IOException failed) {
            throw FileException.of("write the list of pictures", stitching.work(), failed);
        }
        if (stitching.step() == Step.DECODE) {
            return commands.decode(target, stitching.decoded());
        }
        inHand.begin(stitching);
        VideoStyle style = stitching.style();
        return commands.timelapse(new TimelapsePlan(
                target,
                style.fps(),
                stitching.size(),
                stitching.small(),
                style.overlay() ? Optional.of(stamps(stitching)) : Optional.empty(),
                stitching.encoder(),
                style.preset(),
                style.crf(),
                stitching.part(),
                stitching.part(),
                stitching.full(),
                stitching.smaller()));
    }

    /** The times of all pictures; so high that some thirty of them would fill a picture. */
    private static TimelapsePlan.Stamps stamps(Stitching stitching) {
        try (OutputStream stamps = new BufferedOutputStream(Files.newOutputStream(stitching.stamps()))) {
            for (FrameName name : stitching.frames()) {
                stamps.write(TimeStamp.of(name.time()));
            }
        } catch (IOException failed) {
            throw FileException.of("write the times of the pictures", stitching.work(), failed);
        }
        int times = Math.max(
                1,
                Math.min(
                        stitching.size().height() / (30 * TimeStamp.HEIGHT) + 1,
                        stitching.size().width() / TimeStamp.WIDTH));
        return new TimelapsePlan.Stamps(stitching.stamps(), new Size(TimeStamp.WIDTH, TimeStamp.HEIGHT), times);
    }

    /**
     * Demands that each picture has come into both videos, once.
     *
     * @param doubled how many times FFmpeg has shown a picture twice, for want of another
     * @return the same, done, or with what is to be tried next
     * @throws TimelapseException where it cannot be found out which pictures are missing
     */
    public Stitching look(Stitching stitching, int doubled) throws IOException {
        if (stitching.step() == Step.DECODE) {
            return withoutUndecoded(stitching);
        }
        boolean all = doubled == 0
                && count(stitching.full()) == stitching.frames().size()
                && count(stitching.smaller()) == stitching.frames().size();
        return stitching.next(all ? Step.DONE : Step.DECODE);
    }

    private static int count(Path video) {
        // The last one is the end
        return Mp4Joiner.pictures(video).size() - 1;
    }

    private Stitching withoutUndecoded(Stitching stitching) throws IOException {
        Set<Integer> decoded = commands.decoded(Files.readAllLines(stitching.decoded()));
        List<BrokenFrame> more = new ArrayList<>();
        for (int i = 0; i < stitching.frames().size(); i++) {
            if (!decoded.contains(i)) {
                more.add(new BrokenFrame(stitching.frames().get(i), "it cannot be decoded"));
            }
        }
        if (more.isEmpty()) {
            throw new TimelapseException(
                    "FFmpeg has not put all " + stitching.frames().size() + " pictures into the video");
        }
        more.forEach(each -> tell(stitching.channel(), each));
        Stitching rest = stitching.without(more);
        if (rest.frames().isEmpty() && !stitching.part()) {
            throw new TimelapseException("none of its pictures can be decoded");
        }
        return rest.frames().isEmpty() ? rest.next(Step.DONE) : rest;
    }

    /**
     * An encode has failed.
     *
     * @return whether another encoder will be taken, so that it is worth trying again
     */
    public boolean distrust(Stitching stitching) {
        boolean other = !stopping.begun() && encoders.distrust(stitching.encoder());
        if (other) {
            LOG.warnf(
                    "%s has failed and is not used any more: %s is encoded anew",
                    stitching.encoder(), stitching.channel());
        }
        return other;
    }

    /** With the encoder that is the best now. */
    public Stitching chosen(Stitching stitching) {
        return stitching.with(encoders.best(stitching.style().encoder(), stitching.size()));
    }

    /** Puts both videos in their place; those that were there under these names are replaced. */
    public StitchOutcome publish(StitchOrder order, Stitching stitching) {
        List<FrameName> frames = stitching.frames();
        List<String> names = TimelapseFolders.videos(
                stitching.channel(),
                frames.get(0).time().toLocalDate(),
                frames.get(frames.size() - 1).time().toLocalDate());
        List<Path> files = names.stream().map(order.videos()::resolve).toList();
        AtomicFiles.publish(stitching.full(), files.get(0));
        AtomicFiles.publish(stitching.smaller(), files.get(1));
        drop(stitching);
        return new StitchOutcome(files, frames.size(), stitching.broken(), Optional.empty());
    }

    /** Removes what is left of it. */
    public Stitching drop(Stitching stitching) {
        inHand.end(stitching);
        AtomicFiles.deleteTree(stitching.work());
        return stitching;
    }
}
