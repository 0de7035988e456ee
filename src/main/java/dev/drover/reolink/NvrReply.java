package dev.drover.reolink;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An answer as it came.
 *
 * @param status of HTTP, which says little
 * @param type   the Content-Type, which says less: JSON comes as text/html
 * @param body   all of it
 * @param at     when the last of it came
 */
@RegisterForReflection
public record NvrReply(int status, String type, byte[] body, Instant at) {

    @Override
    public String toString() {
        return "NvrReply[" + status + ", " + type + ", " + body.length + " bytes]";
    }
}
