package dev.drover.timelapse;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is to be done next for the videos of the days.
 *
 * @param of which day it is; empty where there is nothing to do
 * @param frames pictures that are to be encoded; none where the day's stretches are to be put together
 * @param counted as {@link FrameChoice} counts, after these
 * @param last of the pictures up to which the day is encoded then, chosen or not
 */
@RegisterForReflection
public record VideoWork(Optional<ChannelDay> of, List<FrameName> frames, long counted, Optional<FrameName> last) {

    static final VideoWork NONE = new VideoWork(Optional.empty(), List.of(), 0, Optional.empty());

    public VideoWork {
        frames = List.copyOf(frames);
    }

    public boolean isThere() {
        return of.isPresent();
    }

    /** Whether the day's videos can be put together. */
    public boolean isFinish() {
        return of.isPresent() && last.isEmpty();
    }

    ChannelDay day() {
        return of.orElseThrow();
    }
}
