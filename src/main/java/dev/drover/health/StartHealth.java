package dev.drover.health;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Whether the routes run: told by ready and by started. Health is answered from before they start, and Camel's own checks come only with them. */
@Readiness
@Startup
@Singleton
class StartHealth implements HealthCheck {

    private final CamelContext context;

    StartHealth(CamelContext context) {
        this.context = context;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Start").status(context.isStarted());
        if (!context.isStarted()) {
            health.withData("why", context.isStopping() ? "Drover is stopping" : "Drover is starting");
        }
        return health.build();
    }
}
