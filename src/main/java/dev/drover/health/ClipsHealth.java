package dev.drover.health;

import java.nio.file.Path;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.clips.ClipException;
import dev.drover.clips.SegmentIndex;
import dev.drover.clips.SegmentSettings;

/** Whether there are recordings that clips can be cut out of. */
@Readiness
@Singleton
class ClipsHealth implements HealthCheck {

    private final Optional<Path> source;
    private final SegmentIndex index;

    ClipsHealth(SegmentSettings settings, SegmentIndex index) {
        this.source = settings.source();
        this.index = index;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Clips").up();
        if (source.isEmpty()) {
            return health.build();
        }
        health.withData("source", source.get().toString());
        try {
            index.source();
        } catch (ClipException gone) {
            health.down().withData("why", gone.getMessage());
        }
        return health.build();
    }
}
