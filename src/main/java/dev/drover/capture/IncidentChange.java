package dev.drover.capture;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An incident to be written down: it has begun, or it is over, or it lasts and was seen more often. */
@RegisterForReflection
public record IncidentChange(Incident incident, Kind kind) {

    /** What has happened to it. */
    public enum Kind {
        RAISED,
        COUNTED,
        RESOLVED
    }

    public boolean isRaised() {
        return kind == Kind.RAISED;
    }
}
