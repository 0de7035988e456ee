package dev.drover.timelapse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.Encoding.Size;
import dev.drover.ffmpeg.VideoEncoder;

/**
 * Pictures on their way to being two videos.
 *
 * @param channel as its folder is called
 * @param folder of the pictures
 * @param style how the videos look
 * @param frames the pictures, whole as far as is known, in order; at least one
 * @param broken those that were left out
 * @param size of the larger video, even
 * @param work the folder in which the videos grow
 * @param part whether they will be put behind others; they are made in the background then
 * @param step what is to be done with them next
 */
@RegisterForReflection
public record Stitching(
        String channel,
        Path folder,
        VideoStyle style,
        List<FrameName> frames,
        List<BrokenFrame> broken,
        Size size,
        VideoEncoder encoder,
        Path work,
        boolean part,
        Step step) {

    /** The smaller video is no higher than this. */
    private static final int SMALL = 720;
    /** Longest that an encoder may take for one picture, and before the first, in milliseconds. */
    private static final long PATIENCE = 20_000;

    public Stitching {
        frames = List.copyOf(frames);
        broken = List.copyOf(broken);
    }

    /** What comes next. */
    @RegisterForReflection
    public enum Step {
        ENCODE,
        /** Some could not be decoded: which? */
        DECODE,
        DONE
    }

    public boolean isUnfinished() {
        return step != Step.DONE;
    }

    /** How long FFmpeg may take, in milliseconds. */
    public long patience() {
        return PATIENCE * (frames.size() + 1L);
    }

    /** The smaller video's: the same, where it is not higher than 720; of the same shape else. */
    public Size small() {
        return size.height() <= SMALL
                ? size
                : new Size(Math.max(2, (int) Math.round(size.width() * (double) SMALL / size.height() / 2) * 2), SMALL);
    }

    /** Where the larger video grows. */
    public Path full() {
        return work.resolve("full.mp4");
    }

    /** Where the smaller video grows. */
    public Path smaller() {
        return work.resolve("720p.mp4");
    }

    Path list() {
        return work.resolve("frames.ffconcat");
    }

    Path stamps() {
        return work.resolve("stamps.gray");
    }

    Path decoded() {
        return work.resolve("decoded.txt");
    }

    Stitching next(Step step) {
        return new Stitching(channel, folder, style, frames, broken, size, encoder, work, part, step);
    }

    Stitching without(List<BrokenFrame> more) {
        List<FrameName> whole = new ArrayList<>(frames);
        more.forEach(each -> whole.remove(each.name()));
        List<BrokenFrame> all = new ArrayList<>(broken);
        all.addAll(more);
        return new Stitching(channel, folder, style, whole, all, size, encoder, work, part, Step.ENCODE);
    }

    Stitching with(VideoEncoder other) {
        return new Stitching(channel, folder, style, frames, broken, size, other, work, part, step);
    }
}
