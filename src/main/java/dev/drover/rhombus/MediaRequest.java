package dev.drover.rhombus;

import java.net.URI;
import java.time.Duration;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file to get from a camera or from the media cloud.
 *
 * @param withKey whether the host may see the API key; otherwise the session token alone has to do
 * @param token   the session token: a secret
 * @param silence how long the host may be silent before it counts as one that does not answer
 */
@RegisterForReflection
public record MediaRequest(URI uri, MediaSource source, boolean withKey, String token, Duration silence) {

    /** The same way, for another file of the same host. */
    public MediaRequest to(URI other) {
        return new MediaRequest(other, source, withKey, token, silence);
    }

    /** The same, of a host that may be silent so long. */
    public MediaRequest allowing(Duration other) {
        return new MediaRequest(uri, source, withKey, token, other);
    }

    /** How long the host may be silent, in milliseconds. */
    public long silenceMillis() {
        return silence.toMillis();
    }

    /** Whether it comes from the device itself. */
    public boolean lan() {
        return source == MediaSource.LAN;
    }

    /** Path without query: what may be told in a message. */
    public String name() {
        return source + " " + uri.getHost() + uri.getPath();
    }

    @Override
    public String toString() {
        return "MediaRequest[" + name() + "]";
    }
}
