package dev.drover.footage;

import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An order to back up a range of all cameras, or of those of one location, or of one.
 *
 * @param startSeconds begin of the range, seconds since 1970
 * @param seconds      its length, above 0
 * @param wan          whether to go through the cloud without trying the LAN
 * @param run          the command that waits; empty for the service
 */
@RegisterForReflection
public record BackupOrder(
        long startSeconds, long seconds, Optional<String> location, Optional<String> camera, boolean wan, String run) {}
