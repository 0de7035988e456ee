package dev.drover.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.core5.io.CloseMode;
import org.jboss.logging.Logger;

import dev.drover.jobs.Stopping;
import dev.drover.reolink.NvrCall;
import dev.drover.reolink.NvrSessions;
import dev.drover.reolink.NvrTurns;

/**
 * Logs out of all recorders when Drover ends: after a signal, and at the end of a command. An answer that is on its way has a moment
 * to come; then it is cut off, for the recorder must not be asked two things at once. All of it takes two seconds at most.
 */
@Singleton
public class LeaveNvrs {

    private static final Logger LOG = Logger.getLogger("nvr");

    /** After it is known that Drover stops: nobody asks any more. */
    private static final int WHILE_ROUTES_RUN = Stopping.FIRST + 1;

    private static final Duration FOR_ANSWER = Duration.ofMillis(600);
    private static final Duration FOR_LOGOUT = Duration.ofMillis(1300);

    private final CamelContext context;
    private final ProducerTemplate producer;
    private final NvrSessions sessions;
    private final NvrTurns turns;

    public LeaveNvrs(CamelContext context, ProducerTemplate producer, NvrSessions sessions, NvrTurns turns) {
        this.context = context;
        this.producer = producer;
        this.sessions = sessions;
        this.turns = turns;
    }

    void stop(@Observes @Priority(WHILE_ROUTES_RUN) ShutdownEvent event) throws InterruptedException {
        List<String> used = sessions.used();
        if (used.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + FOR_ANSWER.toNanos();
        boolean free = true;
        for (String nvr : used) {
            free &= turns.isFree(nvr, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        if (!free) {
            cutOff();
        }
        Map<NvrCall, CompletableFuture<Object>> logouts = new LinkedHashMap<>();
        for (String nvr : used) {
            sessions.leave(nvr).ifPresent(logout -> logouts.put(logout, leave(logout)));
        }
        long last = System.nanoTime() + FOR_LOGOUT.toNanos();
        for (Map.Entry<NvrCall, CompletableFuture<Object>> logout : logouts.entrySet()) {
            try {
                logout.getValue().get(Math.max(1, last - System.nanoTime()), TimeUnit.NANOSECONDS);
                sessions.left(logout.getKey());
                LOG.debug("Logged out");
            } catch (ExecutionException | TimeoutException failed) {
                LOG.info(
                        "An NVR did not answer the logout; the next start uses the session again, or it ends by itself");
            }
        }
    }

    private CompletableFuture<Object> leave(NvrCall logout) {
        return producer.asyncRequestBody("direct:leave-nvr", (Object) logout);
    }

    private void cutOff() {
        context.getEndpoints().stream()
                .filter(HttpEndpoint.class::isInstance)
                .filter(endpoint -> endpoint.getEndpointUri().matches("https?:(//)?nvr\\?.*"))
                .map(HttpEndpoint.class::cast)
                .forEach(endpoint -> endpoint.getClientConnectionManager().close(CloseMode.IMMEDIATE));
    }
}
