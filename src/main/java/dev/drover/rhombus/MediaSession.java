package dev.drover.rhombus;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A federated session, which media hosts accept in place of the API key.
 *
 * @param token   a secret: it goes into request headers and nowhere else
 * @param renewAt when to ask for a new one, well before it ends
 */
@RegisterForReflection
public record MediaSession(String token, Instant renewAt) {

    @Override
    public String toString() {
        return "MediaSession[renewAt=" + renewAt + "]";
    }
}
