package dev.drover.rhombus;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A microphone device that may belong to several cameras.
 *
 * @param cameras plain camera ids; Rhombus itself lists them with their facet
 */
@RegisterForReflection
public record AudioGateway(String uuid, List<String> cameras, boolean offline) {

    public AudioGateway {
        cameras = List.copyOf(cameras);
    }

    public boolean hears(String cameraUuid) {
        return cameras.contains(cameraUuid);
    }
}
