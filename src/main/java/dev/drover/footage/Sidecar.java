package dev.drover.footage;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is told beside each file, as {@code <file>.json}.
 *
 * @param complete       whether nothing is missing, neither picture nor sound, as far as is known
 * @param missing        stretches without picture
 * @param missingAudio   stretches without sound; empty also where no microphone belongs to the camera
 * @param missingSeconds total of {@code missing}
 * @param soundUnknown   whether nobody knows if there should be sound: the key may not list microphones
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sidecar(
        String file,
        Alert alert,
        Camera camera,
        Range asked,
        Range actual,
        boolean complete,
        List<Range> missing,
        double missingSeconds,
        List<Range> missingAudio,
        boolean audio,
        boolean soundUnknown,
        long bytes,
        String sha256,
        List<String> sources,
        Instant fetchedAt) {

    /** How much sound is missing, in seconds. */
    double silentSeconds() {
        return missingAudio.stream().mapToDouble(Range::seconds).sum();
    }

    /** The alert it is about; absent for a backup. */
    @RegisterForReflection
    public record Alert(String uuid, String type) {}

    /** The camera that recorded it. */
    @RegisterForReflection
    public record Camera(String uuid, String name) {}

    /** From when to when, and how long in seconds. */
    @RegisterForReflection
    public record Range(Instant from, Instant to, double seconds) {

        static Range of(Instant from, Instant to) {
            return new Range(from, to, java.time.Duration.between(from, to).toMillis() / 1000.0);
        }
    }
}
