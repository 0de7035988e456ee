package dev.drover.health;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether Rhombus can be asked for alerts. A poll or two that fail are told only: the next one catches up. */
@Readiness
@Singleton
class AlertsHealth implements HealthCheck, MeterBinder {

    private static final String ROUTE = "poll-alerts";
    private static final int MOST_POLLS_MISSED = 20;
    /** However often is polled: a slow answer or two are no trouble. */
    private static final int MOST_ANSWERS_MISSED = 4;

    private final ScheduledWork work;
    private final CamelContext context;
    private final Duration patience;

    AlertsHealth(
            ScheduledWork work,
            CamelContext context,
            @ConfigProperty(name = "footage.poll-every") Duration pollEvery,
            @ConfigProperty(name = "rhombus.answer-timeout") Duration answerTimeout) {
        this.work = work;
        this.context = context;
        this.patience = Collections.max(
                List.of(pollEvery.multipliedBy(MOST_POLLS_MISSED), answerTimeout.multipliedBy(MOST_ANSWERS_MISSED)));
    }

    /** For an alarm that follows the settings as this check does. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("drover.alerts.patience", patience, Duration::toSeconds)
                .baseUnit("seconds")
                .description("How long no poll may succeed before alerts count as not read")
                .register(registry);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Alerts").up();
        work.of(ROUTE).tellTo(health, "lastRead");
        // Routes of one's own may do without alerts
        if (context.getRoute(ROUTE) != null) {
            work.overdue(ROUTE, patience).ifPresent(why -> health.down().withData("why", why));
        }
        return health.build();
    }
}
