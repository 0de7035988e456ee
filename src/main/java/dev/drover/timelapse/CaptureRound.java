package dev.drover.timelapse;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.reolink.NvrCall;

/**
 * A round of pictures of all channels of a recorder.
 *
 * @param nvr   name of the recorder, empty for the one that has none
 * @param begin when it was begun
 */
@RegisterForReflection
public record CaptureRound(String nvr, Instant begin) {

    public NvrCall channelsCall() {
        return new NvrCall.GetChannels(nvr);
    }
}
