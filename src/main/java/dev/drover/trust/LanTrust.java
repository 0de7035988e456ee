package dev.drover.trust;

/** Which LAN devices without a public certificate are trusted. */
public enum LanTrust {
    /** Learned on first use, pinned ever after. */
    FIRST_USE,
    /** Only those listed in {@code known-devices}. */
    PINNED
}
