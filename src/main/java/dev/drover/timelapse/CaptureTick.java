package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.reolink.Nvr;

/**
 * It is time for a round of pictures.
 *
 * @param nvr name of the recorder, empty for the one that has none
 */
@RegisterForReflection
public record CaptureTick(String nvr) {

    /** How the recorder is called in names of routes. */
    public String nvrWord() {
        return Nvr.word(nvr);
    }
}
