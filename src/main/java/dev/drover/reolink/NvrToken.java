package dev.drover.reolink;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A session.
 *
 * @param text    a secret: it goes into requests and into a file that only Drover's user can read
 * @param renewAt when to log in anew, well before it ends
 * @param endsAt  when the recorder ends it
 */
@RegisterForReflection
public record NvrToken(String text, Instant renewAt, Instant endsAt) {

    @Override
    public String toString() {
        return "NvrToken[renewAt=" + renewAt + "]";
    }
}
