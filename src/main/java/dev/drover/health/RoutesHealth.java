package dev.drover.health;

import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import dev.drover.routing.RouteReload;
import dev.drover.routing.RouteReports;

/** Route files that do not run as they are. It is never DOWN: what ran before goes on. */
@Wellness
@Singleton
class RoutesHealth implements HealthCheck {

    private final RouteReload routes;
    private final RouteReports reports;

    RoutesHealth(RouteReload routes, RouteReports reports) {
        this.routes = routes;
        this.reports = reports;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Routes")
                .up()
                .withData("folder", routes.folder().map(Object::toString).orElse("those that came with Drover"));
        String rejected = reports.rejected().values().stream()
                .map(fault -> "REJECTED " + fault.getMessage())
                .collect(Collectors.joining("; "));
        if (!rejected.isEmpty()) {
            health.withData("routes", rejected);
        }
        if (!routes.waitedFor().isEmpty()) {
            health.withData("waitingFor", String.join(", ", routes.waitedFor()));
        }
        routes.trouble().ifPresent(why -> health.withData("why", "the folder cannot be looked at: " + why));
        return health.build();
    }
}
