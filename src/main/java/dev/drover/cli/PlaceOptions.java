package dev.drover.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

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
}
