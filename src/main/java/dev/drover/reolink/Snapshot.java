package dev.drover.reolink;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A picture that has come, and is one: whole, with its end.
 *
 * @param bytes  the JPEG
 * @param width  in pixels
 * @param height in pixels
 * @param at     when the last of it came
 */
@RegisterForReflection
public record Snapshot(byte[] bytes, int width, int height, Instant at) {

    @Override
    public String toString() {
        return "Snapshot[" + width + "x" + height + ", " + bytes.length + " bytes, " + at + "]";
    }
}
