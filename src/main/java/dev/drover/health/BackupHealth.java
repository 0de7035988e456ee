package dev.drover.health;

import jakarta.inject.Singleton;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether yesterday could be backed up. It is never DOWN: to start Drover anew would not help. */
@Wellness
@Singleton
class BackupHealth implements HealthCheck {

    private final ScheduledWork work;

    BackupHealth(ScheduledWork work) {
        this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
        return work.of("back-up-yesterday")
                .tellTo(HealthCheckResponse.named("Backup").up(), "lastLooked")
                .build();
    }
}
