package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture that is in no video.
 *
 * @param why as in "it is empty"
 */
@RegisterForReflection
public record BrokenFrame(FrameName name, String why) {}
