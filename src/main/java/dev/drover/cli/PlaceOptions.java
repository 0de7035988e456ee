package dev.drover.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

import dev.drover.rhombus.Camera;
import dev.drover.rhombus.DeviceId;

/** Options that say whose footage is meant, and which way it comes. */
class PlaceOptions {

    @Option(
            names = {"-loc", "--location_uuid", "--location-uuid"},
            paramLabel = "UUID",
            description = "Only cameras of this location.")
    Optional<String> location = Optional.empty();

    @Option(
            names = {"-cam", "--camera_uuid", "--camera-uuid"},
            paramLabel = "UUID",
            description = "Only this camera.")
    Optional<String> camera = Optional.empty();

    @Option(
            names = {"-w", "--usewan"},
            description = "Go through the cloud without trying the LAN first.")
    boolean wan;

    /** Whether only some cameras are meant. */
    boolean given() {
        return location.isPresent() || camera.isPresent();
    }

    boolean match(Camera known) {
        return location.map(known.locationUuid()::equals).orElse(true)
                && camera.map(DeviceId::withoutFacet).map(known.uuid()::equals).orElse(true);
    }
}
