package dev.drover.clips;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How closely a clip follows the window that was asked for. */
@RegisterForReflection
public enum Cut {
    /** Every segment that overlaps the window, whole. */
    SEGMENTS,
    /** A copy that begins with the key frame at or before the start of the window. */
    FAST,
    /** To the frame; pictures are encoded anew. */
    EXACT
}
