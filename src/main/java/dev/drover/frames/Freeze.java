package dev.drover.frames;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Whether three pictures are one.
 *
 * @param frozen whether they are, and not merely black
 * @param differences mean absolute difference of the newest and the one before it, of the newest and the oldest, of the one before
 *     and the oldest, in greys, 0 to 255; empty if they could not be compared
 */
@RegisterForReflection
public record Freeze(boolean frozen, List<Double> differences) {

    /** What is known without three pictures of one size. */
    public static final Freeze UNKNOWN = new Freeze(false, List.of());

    public Freeze {
        differences = List.copyOf(differences);
    }
}
