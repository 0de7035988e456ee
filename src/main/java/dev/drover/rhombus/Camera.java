package dev.drover.rhombus;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A camera as the key sees it.
 *
 * @param connectionStatus {@code GREEN}, {@code YELLOW}, {@code ORANGE} or {@code RED} (offline); empty when not told
 */
@RegisterForReflection
public record Camera(String uuid, String name, String locationUuid, String connectionStatus) {

    public boolean offline() {
        return "RED".equals(connectionStatus);
    }
}
