package dev.drover.rhombus;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The manifest addresses of one range of one device, and the session to ask with. */
@RegisterForReflection
public record MediaPlaces(String device, List<URI> lan, Optional<URI> wan, String token) {

    public MediaPlaces {
        lan = List.copyOf(lan);
    }

    /** Whether there is an address on the LAN. */
    public boolean onLan() {
        return !lan.isEmpty();
    }

    @Override
    public String toString() {
        return "MediaPlaces[" + device + "]";
    }
}
