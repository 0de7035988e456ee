package dev.drover.health;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.jobs.FailingCamera;
import dev.drover.jobs.RunningJobs;

/** Whether each camera that is asked for footage gives some. */
@Readiness
@Singleton
class CamerasHealth implements HealthCheck {

    /** What fails for less long may be a camera that restarts. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final int MOST_NAMED = 5;

    private final RunningJobs jobs;

    CamerasHealth(RunningJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Cameras");
        try {
            List<FailingCamera> failing = jobs.failingFor(LONG);
            if (!failing.isEmpty()) {
                health.withData("failing", failing.size()).withData("why", words(failing));
            }
            return health.status(failing.isEmpty()).build();
        } catch (SQLException unreadable) {
            // The check of the job table tells why
            return health.up().build();
        }
    }

    private static String words(List<FailingCamera> failing) {
        String named = failing.stream()
                .limit(MOST_NAMED)
                .map(camera -> "downloads have failed since " + camera.since() + ", the last of them " + camera.title()
                        + ": " + camera.reason())
                .collect(Collectors.joining("; "));
        return failing.size() > MOST_NAMED ? named + "; and " + (failing.size() - MOST_NAMED) + " more cameras" : named;
    }
}
