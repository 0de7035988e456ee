package dev.drover.timelapse;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.reolink.NvrCall;

/**
 * A channel that is to be asked for a picture, or for its name.
 *
 * @param nvr     name of the recorder, empty for the one that has none
 * @param channel from 0
 * @param picture whether it is asked for a picture
 * @param patient whether a picture that does not come is asked for again within the round
 */
@RegisterForReflection
public record ChannelShot(String nvr, int channel, boolean picture, boolean patient) {

    public NvrCall pictureCall() {
        return new NvrCall.Snap(nvr, channel, patient);
    }

    public NvrCall nameCall() {
        return new NvrCall.GetName(nvr, channel);
    }
}
