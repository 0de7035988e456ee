package dev.drover.health;

import jakarta.inject.Singleton;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

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
        ScheduledWork.State polls = work.of("poll-alerts");
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Alerts").up();
        polls.lastSuccess().ifPresent(instant -> health.withData("lastRead", instant.toString()));
        polls.failingSince().ifPresent(instant -> health.withData("failingSince", instant.toString())
                .withData("why", polls.why()));
        return health.build();
    }
}
