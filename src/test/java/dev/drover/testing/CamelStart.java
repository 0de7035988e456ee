package dev.drover.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.routing.HeldRequests;

/** Starts Camel in tests that run inside their own process; there, nobody runs the main class, which does it otherwise. */
@ApplicationScoped
public class CamelStart {

    static final String WANTED = "test.camel";

    void start(
            @Observes StartupEvent event,
            CamelRuntime runtime,
            HeldRequests requests,
            @ConfigProperty(name = WANTED, defaultValue = "false") boolean wanted) {
        if (wanted) {
            runtime.start(new String[0]);
            requests.begin();
        }
    }

    /** The meters of one Drover would otherwise be there in the next one of the same process, and tell of the first. */
    void forgetMeters(@Observes ShutdownEvent event) {
        Metrics.globalRegistry.clear();
    }
}
