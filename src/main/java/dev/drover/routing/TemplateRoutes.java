package dev.drover.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.model.Model;
import org.jboss.logging.Logger;

/** Routes that were made from templates while Drover runs, and are made again when their template has changed. */
@Singleton
public class TemplateRoutes {

    private static final Logger LOG = Logger.getLogger("routes");

    private static final int ENOUGH_MILLIS = 200;

    private final CamelContext context;
    private final Clock clock;
    private final Map<String, Made> made = new TreeMap<>();
    /** Routes that are to be made again, and since when. */
    private final Map<String, Instant> outdated = new TreeMap<>();
    /** Those of them of which was told that they are waited for. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public TemplateRoutes(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    private record Made(String template, Map<String, Object> parameters) {}

    /** Makes a route from a template and starts it, unless there is one of that id. */
    public synchronized void provide(String route, String template, Map<String, Object> parameters) throws Exception {
        if (context.getRoute(route) == null) {
            make(route, template, parameters);
            made.put(route, new Made(template, Map.copyOf(parameters)));
        }
    }

    /** Nothing is left of one that does not start, so that it is made anew when it is needed. */
    private void make(String route, String template, Map<String, Object> parameters) throws Exception {
        try {
            context.addRouteFromTemplate(route, template, parameters);
            context.getRouteController().startRoute(route);
        } catch (Exception | Error failed) {
            try {
                context.getRouteController().stopRoute(route, LiveRoutes.CUT_MILLIS, TimeUnit.MILLISECONDS);
                remove(route);
            } catch (Exception stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
    }

    private void remove(String route) throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        context.removeRoute(route);
        if (model.getRouteDefinition(route) != null) {
            model.removeRouteDefinition(model.getRouteDefinition(route));
        }
    }

    /** Stops a route that was made from a template, and forgets it; what it does at the moment is left a little time. */
    public synchronized void withdraw(String route) throws Exception {
        if (made.remove(route) != null) {
            outdated.remove(route);
            if (context.getRoute(route) != null) {
                context.getRouteController().stopRoute(route, LiveRoutes.CUT_MILLIS, TimeUnit.MILLISECONDS);
                remove(route);
            }
        }
    }

    /** The routes made from a template. */
    public synchronized List<String> of(String template) {
        return made.entrySet().stream()
                .filter(each -> each.getValue().template().equals(template))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Has the routes of a template made again, those that are idle now and the others as soon as they are. */
    synchronized void renew(String template) {
        of(template).forEach(route -> outdated.putIfAbsent(route, clock.instant()));
        renewIdle();
    }

    /** Routes that are to be made again and have been working for a while. */
    Set<String> waitedFor() {
        return Set.copyOf(told);
    }

    private void tell() {
        told.retainAll(outdated.keySet());
        List<String> late = outdated.entrySet().stream()
                .filter(each ->
                        Duration.between(each.getValue(), clock.instant()).toSeconds() >= LiveRoutes.TELL_SECONDS)
                .map(Map.Entry::getKey)
                .filter(told::add)
                .toList();
        if (!late.isEmpty()) {
            LOG.infof("Waiting for what is in %s to end, to make it again from its template", String.join(", ", late));
        }
    }

    /**
     * Makes again what waits for it and does nothing at the moment. The consumer of a queue takes its time to stop; after some the
     * others have to wait for the next time.
     */
    synchronized void renewIdle() {
        Instant begin = clock.instant();
        for (String route : List.copyOf(outdated.keySet())) {
            if (Duration.between(begin, clock.instant()).toMillis() < ENOUGH_MILLIS) {
                renewIfIdle(route);
            }
        }
        tell();
    }

    private void renewIfIdle(String route) {
        try {
            if (context.getInflightRepository().size(route) > 0
                    || (context.getRoute(route).getConsumer() instanceof SedaConsumer queue && !QueueHold.end(queue))) {
                return;
            }
            context.getRouteController().stopRoute(route, LiveRoutes.CUT_MILLIS, TimeUnit.MILLISECONDS);
            Made how = made.get(route);
            QueueHold queues = QueueHold.of(context, List.of(route));
            try {
                remove(route);
                make(route, how.template(), how.parameters());
            } finally {
                queues.close();
            }
            outdated.remove(route);
        } catch (Exception | Error failed) {
            String why = RouteReader.survivable(failed).getMessage();
            outdated.remove(route);
            made.remove(route);
            LOG.errorf("The route %s could not be made again: %s. It will be when it is needed", route, why);
        }
    }
}
