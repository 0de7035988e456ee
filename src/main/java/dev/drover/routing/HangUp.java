package dev.drover.routing;

import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.core5.io.CloseMode;

import dev.drover.jobs.Stopping;

/**
 * Ends all talks over HTTP when Drover is stopped: a host that is silent would hold up the end until its time is over, for nothing
 * interrupts a thread that reads from the network. What Camel says of work that is broken off so is no news: the job stays in the table.
 */
@Singleton
public class HangUp {

    private static final int BEFORE_CAMEL_WAITS = Stopping.FIRST + 2;

    private final CamelContext context;

    public HangUp(CamelContext context) {
        this.context = context;
    }

    void stop(@Observes @Priority(BEFORE_CAMEL_WAITS) ShutdownEvent event) {
        Logger.getLogger("org.apache.camel").setLevel(Level.OFF);
        context.getEndpoints().stream()
                .filter(HttpEndpoint.class::isInstance)
                .map(HttpEndpoint.class::cast)
                .forEach(endpoint -> endpoint.getClientConnectionManager().close(CloseMode.IMMEDIATE));
    }
}
