package dev.drover.capture;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.clips.ClipRequest;
import dev.drover.clips.Cut;

/** Clips of incidents. */
@Named("incidentClips")
@Singleton
@RegisterForReflection
public class IncidentClips {

    private static final Duration BEFORE = Duration.ofSeconds(15);
    private static final Duration AFTER = Duration.ofSeconds(5);

    /** One of the seconds around its begin, of the camera that has the device's name; asked for twice, it is one. */
    public ClipRequest request(Incident incident) {
        return new ClipRequest(
                incident.device(),
                incident.start(),
                Optional.empty(),
                BEFORE,
                AFTER,
                Cut.SEGMENTS,
                "incident-" + incident.id(),
                "",
                List.of());
    }
}
