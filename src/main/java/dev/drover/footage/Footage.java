package dev.drover.footage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.media.Gaps;
import dev.drover.rhombus.MediaSource;

/**
 * A finished file, measured, before it is published.
 *
 * @param file         where it lies in the work folder
 * @param start        where its first picture is, counted from the begin of what was asked
 * @param duration     how long it plays
 * @param gaps         what was asked for and is not in it
 * @param silences     stretches that lack the sound they should have
 * @param missingText  the gaps in words; empty for none
 * @param soundUnknown whether nobody knows if it should have sound
 */
@RegisterForReflection
public record Footage(
        FootageJob job,
        Path file,
        Duration start,
        Duration duration,
        boolean audio,
        Gaps gaps,
        Gaps silences,
        List<MediaSource> sources,
        String missingText,
        boolean soundUnknown) {

    public Footage {
        sources = List.copyOf(sources);
    }

    /** How long it plays, for people. */
    public double seconds() {
        return duration.toMillis() / 1000.0;
    }

    /** Whether nothing is missing, as far as is known. */
    public boolean complete() {
        return gaps.isEmpty() && silences.isEmpty();
    }
}
