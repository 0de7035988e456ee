package dev.drover.dash;

import java.net.URI;
import java.time.Duration;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One segment to fetch.
 *
 * @param index position in the download, from 0
 * @param number the manifest's number of it
 * @param uri where it is, on the manifest's host, with the manifest's query
 * @param fileName a safe name, unique in the plan and sorting in its order; owes nothing but its ending to the manifest
 * @param nominalStart where it begins, counted from the start that was asked for
 * @param nominalDuration how much of what was asked for it holds; shorter than a segment only for the last one
 * @param last whether it is the last one, which a device may leave out or cut short
 */
@RegisterForReflection
public record SegmentRequest(
        int index,
        long number,
        URI uri,
        String fileName,
        Duration nominalStart,
        Duration nominalDuration,
        boolean last) {}
