package dev.drover.footage;

import java.util.List;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A download, planned: its pieces of picture and, where a microphone belongs to the camera, of sound.
 *
 * @param soundUnknown whether nobody knows if a microphone belongs to the camera
 */
@RegisterForReflection
public record Download(FootageJob job, List<FootageWindow> video, List<FootageWindow> audio, boolean soundUnknown) {

    public Download {
        video = List.copyOf(video);
        audio = List.copyOf(audio);
    }

    public boolean hasAudio() {
        return !audio.isEmpty();
    }

    /** Whether an earlier attempt has brought placeholder pictures. */
    public boolean withPlaceholders() {
        return !Placeholders.noted(video).isEmpty();
    }

    Stream<FootageWindow> windows() {
        return Stream.concat(video.stream(), audio.stream());
    }
}
