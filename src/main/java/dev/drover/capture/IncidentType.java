package dev.drover.capture;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be wrong with a device. */
public enum IncidentType {
    BLACKSCREEN,
    FREEZE,
    AUDIO_LOSS,
    /** Its FFmpeg ran and brought nothing. */
    CAPTURE_STALLED,
    /** Its FFmpeg ended. */
    CAPTURE_FAILED;

    /** As it is called in the table, in files and by clients. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IncidentType> of(String text) {
        return Stream.of(values()).filter(each -> each.toString().equals(text)).findFirst();
    }

    /** Whether pictures tell of it, and not FFmpeg. */
    boolean isSeen() {
        return this == BLACKSCREEN || this == FREEZE || this == AUDIO_LOSS;
    }
}
