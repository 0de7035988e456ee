package dev.drover.media;

/** What a track holds. */
public enum Kind {
    VIDEO,
    AUDIO,
    OTHER
}
