package dev.drover.media;

/** What a track holds. */
public enum Kind {
    VIDEO,
    AUDIO,
    OTHER;

    /** @param handler four characters of MP4's {@code hdlr} */
    static Kind ofHandler(String handler) {
        return switch (handler) {
            case "vide" -> VIDEO;
            case "soun" -> AUDIO;
            default -> OTHER;
        };
    }
}
