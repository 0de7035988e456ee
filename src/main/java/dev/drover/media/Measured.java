package dev.drover.media;

import java.time.Duration;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one segment holds.
 *
 * @param decodeTime where it begins on the device's own clock; only differences between segments mean something
 * @param duration how long its samples last, above 0
 */
@RegisterForReflection
public record Measured(Duration decodeTime, Duration duration) {}
