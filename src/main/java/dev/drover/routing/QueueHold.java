package dev.drover.routing;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Keeps the queues of seda: routes while these are replaced. With its last endpoint Camel drops a queue with all that is in it,
 * and whoever sends to a name that he made himself ({@code toD}) would not hear of it.
 */
final class QueueHold implements AutoCloseable {

    private final CamelContext context;
    private final List<Endpoint> held = new ArrayList<>();

    private QueueHold(CamelContext context) {
        this.context = context;
    }

    static QueueHold of(CamelContext context, List<String> routes) {
        QueueHold hold = new QueueHold(context);
        for (String id : routes) {
            Route route = context.getRoute(id);
            if (route != null && route.getEndpoint() instanceof SedaEndpoint queue) {
                String name = queue.getEndpointBaseUri();
                // Any option that leaves the queue as it is makes it an endpoint of its own
                SedaEndpoint second = context.getEndpoint(name + "?pollTimeout=999", SedaEndpoint.class);
                second.getQueue();
                hold.held.add(second);
            }
        }
        return hold;
    }

    @Override
    public void close() {
        for (Endpoint endpoint : held) {
            try {
                context.removeEndpoint(endpoint);
            } catch (Exception stays) {
                // An endpoint too many, which nobody uses
            }
        }
    }
}
