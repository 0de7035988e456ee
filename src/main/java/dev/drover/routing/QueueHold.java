package dev.drover.routing;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Keeps the queues of seda: routes while these are replaced. With its last endpoint Camel drops a queue with all that is in it,
 * and whoever sends to a name that he made himself ({@code toD}) would not hear of it.
 */
final class QueueHold implements AutoCloseable {

    /** Idle threads look after a second. */
    private static final int PATIENCE_MILLIS = 2000;

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

    /**
     * Has the consumer of a queue take nothing more, and waits a little for its threads to end. What it has taken ends as ever, what
     * it has not stays in the queue. Camel's graceful stop of a route instead goes on until the queue is empty, and breaks off what is at
     * work when that takes too long.
     *
     * @return whether they have ended and nothing is in the route; if not, it takes nothing new. A message may be on its way without them, in
     *     the threads of a parallel split
     */
    static boolean end(SedaConsumer consumer) throws InterruptedException {
        Thread waiting = new Thread(() -> consumer.prepareShutdown(false, true), "routes-queue");
        waiting.setDaemon(true);
        waiting.start();
        waiting.join(PATIENCE_MILLIS);
        boolean ended = !waiting.isAlive();
        waiting.interrupt();
        return ended
                && consumer.getEndpoint()
                                .getCamelContext()
                                .getInflightRepository()
                                .size(consumer.getRouteId())
                        == 0;
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
