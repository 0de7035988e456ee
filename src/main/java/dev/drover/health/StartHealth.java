package dev.drover.health;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

import dev.drover.routing.RouteReload;

/**
 * Whether the routes run: told by ready and by started. Health is answered from before they start, and Camel's own checks come only
 * with them. Camel has started before those of a folder are loaded.
 */
@Readiness
@Startup
@Singleton
public class StartHealth implements HealthCheck {

    private final CamelContext context;
    private final RouteReload routes;

    public StartHealth(CamelContext context, RouteReload routes) {
        this.context = context;
        this.routes = routes;
    }

    @Override
    public HealthCheckResponse call() {
        boolean up = context.isStarted() && routes.loaded();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Start").status(up);
        if (!up) {
            health.withData("why", context.isStopping() ? "Drover is stopping" : "Drover is starting");
        }
        return health.build();
    }
}
