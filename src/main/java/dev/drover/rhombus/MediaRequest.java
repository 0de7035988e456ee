package dev.drover.rhombus;

import java.net.URI;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file to get from a camera or from the media cloud.
 *
 * @param withKey whether the host may see the API key; otherwise the session token alone has to do
 * @param token   the session token: a secret
 */
@RegisterForReflection
public record MediaRequest(URI uri, MediaSource source, boolean withKey, String token) {

    /** The same way, for another file of the same host. */
    public MediaRequest to(URI other) {
        return new MediaRequest(other, source, withKey, token);
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
