package dev.drover.health;

import jakarta.inject.Singleton;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether Rhombus can be asked for alerts. It is never DOWN: to start Drover anew would not help. */
@Wellness
@Singleton
class AlertsHealth implements HealthCheck {

    private final ScheduledWork work;

    AlertsHealth(ScheduledWork work) {
        this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
        return work.of("poll-alerts")
                .tellTo(HealthCheckResponse.named("Alerts").up(), "lastRead")
                .build();
    }
}
