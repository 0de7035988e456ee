package dev.drover.health;

import java.sql.SQLException;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.jobs.RunningJobs;

/** Whether the job table can be read; without it nothing is accepted and nothing done. */
@Readiness
@Singleton
class JobTableHealth implements HealthCheck {

    private static final String NAME = "Job table";

    private final RunningJobs running;

    JobTableHealth(RunningJobs running) {
        this.running = running;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("downloadsRunning", running.running("footage"))
                    .build();
        } catch (SQLException unreadable) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("why", String.valueOf(unreadable.getMessage()))
                    .build();
        }
    }
}
