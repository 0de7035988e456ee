package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.JobJson;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;

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

    public Sidecar {
        // One that was damaged, or written by something else, may say nothing of them
        missing = missing == null
                ? List.of()
                : missing.stream().filter(Objects::nonNull).toList();
        missingAudio = missingAudio == null
                ? List.of()
                : missingAudio.stream().filter(Objects::nonNull).toList();
        sources = sources == null
                ? List.of()
                : sources.stream().filter(Objects::nonNull).toList();
    }

    /** That of a film; empty where there is none that can be read. */
    static Optional<Sidecar> of(Path film) {
        try {
            return Optional.ofNullable(JobJson.MAPPER.readValue(beside(film).toFile(), Sidecar.class));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Where that of a film lies. */
    static Path beside(Path film) {
        return film.resolveSibling(film.getFileName() + ".json");
    }

    /** Whether it tells of at least so much footage, counted from the same begin. */
    boolean covers(double seconds) {
        return asked != null && asked.seconds() >= seconds;
    }

    /** The stretches without picture, counted from {@code start}. */
    Gaps gaps(Instant start) {
        return gaps(missing, start);
    }

    /** The stretches without sound, counted from {@code start}. */
    Gaps silences(Instant start) {
        return gaps(missingAudio, start);
    }

    private static Gaps gaps(List<Range> ranges, Instant start) {
        return new Gaps(ranges.stream()
                .filter(range -> range.from() != null && range.to() != null)
                .map(range -> new Gap(Duration.between(start, range.from()), Duration.between(start, range.to())))
                .toList());
    }

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
            return new Range(from, to, Duration.between(from, to).toMillis() / 1000.0);
        }
    }
}
