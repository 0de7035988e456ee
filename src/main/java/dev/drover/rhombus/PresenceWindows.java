package dev.drover.rhombus;

import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * For which seconds a camera really has footage, by where it is kept ({@code VideoLocal}, {@code VideoCloud}).
 *
 * <p>A kind that is missing means "not known", not "nothing there" (Rhombus React SDK): a camera tells of its own disk only
 * while it is online.
 */
@RegisterForReflection
public record PresenceWindows(Map<String, List<Window>> byKind) {

    /** Seconds since the epoch. */
    @RegisterForReflection
    public record Window(long startSeconds, long durationSeconds) {}

    public PresenceWindows {
        byKind = Map.copyOf(byKind);
    }

    /** Whether absence from every window proves that the camera has no footage. */
    public boolean conclusive() {
        return byKind.containsKey("VideoLocal");
    }

    public List<Window> all() {
        return byKind.values().stream().flatMap(List::stream).toList();
    }
}
