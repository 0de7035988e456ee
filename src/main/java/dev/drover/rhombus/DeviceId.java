package dev.drover.rhombus;

/** Rhombus device identifiers: a 22-character RUUID, with a facet suffix ({@code .v0}, {@code .a0}) where a sensor is meant. */
public final class DeviceId {

    private DeviceId() {}

    /** The plain device id, as filters, file names and joins want it. */
    public static String withoutFacet(String uuid) {
        int dot = uuid.indexOf('.');
        return dot < 0 ? uuid : uuid.substring(0, dot);
    }
}
