package dev.drover.rhombus;

/** Which way a recording came. */
public enum MediaSource {
    /** From the camera itself. */
    LAN,
    /** Through the cloud. */
    WAN
}
