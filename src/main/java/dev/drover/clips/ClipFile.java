package dev.drover.clips;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;

/**
 * A finished clip.
 *
 * @param name of its file, below {@code videos}
 * @param actualStart of its first picture, to the millisecond
 * @param actualEnd of its last picture, exclusive, to the millisecond
 * @param duration how long it plays: less than from start to end where something is missing between
 * @param sources the segments it was made of, in order of time
 * @param missing stretches of the window that are not in it
 * @param notes what else the client should know, in words; often none
 * @param bytes size of the file
 */
@RegisterForReflection
public record ClipFile(
        String name,
        Instant actualStart,
        Instant actualEnd,
        Duration duration,
        List<SegmentFile> sources,
        List<TimeRange> missing,
        List<String> notes,
        long bytes) {
    public ClipFile {
        sources = List.copyOf(sources);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }
}
