package dev.drover.rhombus;

import java.time.Instant;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Which alerts are wanted.
 *
 * @param maxAlerts how many at most, over all pages
 * @param location  only alerts of this location
 * @param camera    only alerts of this camera
 */
@RegisterForReflection
public record AlertQuery(
        Optional<Instant> after,
        Optional<Instant> before,
        int maxAlerts,
        Optional<String> location,
        Optional<String> camera) {}
