package dev.drover.footage;

import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.rhombus.AlertQuery;
import dev.drover.rhombus.Camera;

/**
 * An order to bring home the footage of alerts.
 *
 * @param buffer  footage added before and after each alert
 * @param wan     whether to go through the cloud without trying the LAN
 * @param run     the command that waits; empty for the service
 * @param cameras the cameras the key sees, for their names
 */
@RegisterForReflection
public record AlertOrder(AlertQuery query, Duration buffer, boolean wan, String run, List<Camera> cameras) {

    public AlertOrder {
        cameras = List.copyOf(cameras);
    }

    String nameOf(String cameraUuid) {
        return cameras.stream()
                .filter(camera -> camera.uuid().equals(cameraUuid))
                .map(Camera::name)
                .findFirst()
                .orElse("Unknown");
    }
}
