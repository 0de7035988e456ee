package dev.drover.reolink;

import java.net.URI;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A recorder and how to get in.
 *
 * @param name     empty for the one that has none
 * @param address  scheme, host and port
 * @param username of its account
 * @param password a secret: it goes into the request of a login and nowhere else
 */
@RegisterForReflection
public record Nvr(String name, URI address, String username, String password) {

    /** How it is called in routes, metrics and names of files. */
    public static String word(String name) {
        return name.isEmpty() ? "nvr" : name;
    }

    /** How it is called in messages. */
    public static String title(String name) {
        return name.isEmpty() ? "the NVR" : "the NVR " + name;
    }

    @Override
    public String toString() {
        return "Nvr[" + name + " " + address + "]";
    }
}
