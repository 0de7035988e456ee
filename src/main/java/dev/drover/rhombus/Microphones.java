package dev.drover.rhombus;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is known of microphones.
 *
 * @param known    whether Rhombus has told them, now or not long ago; otherwise a camera may well have one
 * @param gateways empty where nothing is known
 */
@RegisterForReflection
public record Microphones(boolean known, List<AudioGateway> gateways) {

    static final Microphones UNKNOWN = new Microphones(false, List.of());

    public Microphones {
        gateways = List.copyOf(gateways);
    }

    /** The gateways that hear a camera. */
    public List<AudioGateway> of(String cameraUuid) {
        return gateways.stream().filter(gateway -> gateway.hears(cameraUuid)).toList();
    }

    /** For people: what it means that the key may not list microphones. */
    public String withoutPermission() {
        return known
                ? "those that Rhombus told earlier are used"
                : "footage comes without sound, and whether it should have some is not known";
    }

    /** For people: whether a camera has sound. */
    public String sound(String cameraUuid) {
        if (!known) {
            return "?";
        }
        return of(cameraUuid).isEmpty() ? "no" : "yes";
    }
}
