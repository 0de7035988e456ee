package dev.drover.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jboss.logging.Logger;

/**
 * The route files that run, and how one of them is replaced. Only the routes of that file are stopped; who calls one of them
 * meanwhile waits, and what lies in its queue stays there.
 */
@Singleton
class LiveRoutes {

    private static final Logger LOG = Logger.getLogger("routes");
    /** How long what is on its way in a called route may take to end there; its callers wait 30 s at most. */
    private static final int GRACE_SECONDS = 20;
    /** A consumer that is suspended may still take what it has begun to wait for, up to a second before; that is to be seen in flight. */
    private static final int SETTLE_SECONDS = 3;
    /** After so long one is told that a route is waited for. */
    private static final int TELL_SECONDS = 2;

    private final CamelContext context;
    private final RouteReader reader;
    private final TemplateRoutes made;
    private final Clock clock;
    private final Map<String, ParsedRoutes> files = new TreeMap<>();
    /** Routes that are to be stopped and are never idle, by id. */
    private final Map<String, Busy> busy = new ConcurrentHashMap<>();

    LiveRoutes(CamelContext context, RouteReader reader, TemplateRoutes made, Clock clock) {
        this.clock = clock;
        this.context = context;
        this.reader = reader;
        this.made = made;
    }

    private record Busy(String path, Instant since, boolean told, Optional<Instant> held) {}

    /** The routes that are to be stopped and have been working for a while. */
    Set<String> waitedFor() {
        Set<String> routes = new TreeSet<>();
        busy.forEach((id, state) -> {
            if (state.told()) {
                routes.add(id);
            }
        });
        return routes;
    }

    /** Forgets what was to be stopped and no longer is, but for these files; their routes take work again. */
    synchronized void goOnExcept(Set<String> paths) {
        busy.entrySet().removeIf(each -> {
            if (paths.contains(each.getValue().path())) {
                return false;
            }
            Route route = context.getRoute(each.getKey());
            if (each.getValue().held().isPresent() && route != null) {
                ServiceHelper.resumeService(route.getConsumer());
            }
            return true;
        });
    }

    /** The text that runs of a file. */
    Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(file -> file.source().text());
    }

    /** The files that run. */
    Map<String, ParsedRoutes> files() {
        return Map.copyOf(files);
    }

    /** Who needs what of a file: a file or a route, and a {@code direct:} name or the id of a policy or template. */
    record Need(String who, String what) {
        @Override
        public String toString() {
            return who + " needs " + what;
        }
    }

    /**
     * What others that stay need of a file that runs, and nobody would have any more.
     *
     * @param path    the file
     * @param instead what takes its place; nothing where it is to be removed
     * @param going   files that are on their way out and do not count
     * @param coming  what files that are swapped in besides have
     */
    Optional<Need> missed(String path, Optional<ParsedRoutes> instead, Set<String> going, Set<String> coming) {
        if (!files.containsKey(path)) {
            return Optional.empty();
        }
        Map<String, ParsedRoutes> others = new TreeMap<>(files);
        others.remove(path);
        others.keySet().removeAll(going);
        Set<String> lost = files.get(path).offers();
        lost.removeAll(coming);
        instead.ifPresent(file -> lost.removeAll(file.offers()));
        others.values().forEach(other -> lost.removeAll(other.offers()));
        for (Map.Entry<String, ParsedRoutes> other : others.entrySet()) {
            for (String wanted : other.getValue().wants()) {
                if (lost.contains(wanted)) {
                    return Optional.of(new Need(other.getKey(), wanted));
                }
            }
        }
        return lost.stream()
                .flatMap(id -> made.of(id).stream().map(route -> new Need(route, id)))
                .findFirst();
    }

    /** The same files, those first that need others of them. */
    List<String> callersFirst(Set<String> paths) {
        List<String> order = new ArrayList<>();
        Set<String> rest = new TreeSet<>(paths);
        rest.retainAll(files.keySet());
        while (!rest.isEmpty()) {
            String next = rest.stream()
                    .filter(path -> rest.stream()
                            .noneMatch(other -> !other.equals(path)
                                    && !Collections.disjoint(
                                            files.get(other).wants(),
                                            files.get(path).offers())))
                    .findFirst()
                    .orElse(rest.iterator().next());
            order.add(next);
            rest.remove(next);
        }
        return order;
    }

    /**
     * Checks a file against all others and by building it.
     *
     * @param parsed the file
     * @param going  files that are on their way out and do not count
     * @param coming what files that are checked besides have
     * @throws RouteFault naming the first fault
     */
    void check(ParsedRoutes parsed, Set<String> going, Set<String> coming) throws RouteFault {
        String path = parsed.source().path();
        Map<String, ParsedRoutes> others = new TreeMap<>(files);
        others.remove(path);
        others.keySet().removeAll(going);
        for (String id : parsed.brings()) {
            for (Map.Entry<String, ParsedRoutes> other : others.entrySet()) {
                if (other.getValue().brings().contains(id)) {
                    throw new RouteFault(path, line(parsed, id), id + " is already in " + other.getKey());
                }
            }
        }
        for (Map.Entry<String, String> need : parsed.needs().entrySet()) {
            if (others.values().stream()
                    .noneMatch(other -> other.policyIds().contains(need.getKey())
                            || other.templateIds().contains(need.getKey()))) {
                throw new RouteFault(
                        path, line(parsed, need.getKey()), "there is no " + need.getValue() + " " + need.getKey());
            }
        }
        Set<String> offered = new TreeSet<>(coming);
        offered.addAll(parsed.offers());
        others.values().forEach(other -> offered.addAll(other.offers()));
        for (String call : parsed.calls()) {
            if (!offered.contains("direct:" + call)) {
                throw new RouteFault(
                        path, parsed.source().lineOf(List.of("direct:" + call)), "no route begins with direct:" + call);
            }
        }
        Optional<Need> missed = missed(path, Optional.of(parsed), going, coming);
        if (missed.isPresent()) {
            throw new RouteFault(path, 0, missed.get() + ", which is no longer in it");
        }
        List<String> staying = others.values().stream()
                .flatMap(other -> other.routeIds().stream())
                .toList();
        reader.tryOut(parsed, route -> staying.contains(route.getId()));
    }

    private static int line(ParsedRoutes parsed, String id) {
        return parsed.source().lineOf(List.of(id.substring(id.lastIndexOf(' ') + 1)));
    }

    /**
     * Puts a checked file in the place of the one of the same path, if there is one, and starts its routes if others run.
     *
     * @return whether it is done; not if a route of it cannot be stopped now without losing what it does
     * @throws RouteFault if it does not run in spite of the check; what ran before runs again then
     */
    synchronized boolean put(ParsedRoutes parsed) throws RouteFault {
        ParsedRoutes old = files.get(parsed.source().path());
        List<String> ids = old == null ? List.of() : old.routeIds();
        if (!stop(parsed.source().path(), ids)) {
            return false;
        }
        QueueHold queues = QueueHold.of(context, ids);
        try {
            if (old != null) {
                take(old);
            }
            add(parsed.source());
            files.put(parsed.source().path(), parsed);
        } catch (Exception | Error bad) {
            Exception failure = RouteReader.survivable(bad);
            clean(parsed);
            if (old != null) {
                putBack(old);
            }
            throw RouteReader.fault(parsed.source(), failure, 0);
        } finally {
            queues.close();
        }
        parsed.templateIds().forEach(made::renew);
        return true;
    }

    /** Removes a file and its routes. */
    synchronized boolean remove(String path) throws RouteFault {
        ParsedRoutes old = files.get(path);
        if (!stop(path, old.routeIds())) {
            return false;
        }
        try {
            take(old);
            files.remove(path);
            return true;
        } catch (Exception | Error bad) {
            throw RouteReader.fault(old.source(), RouteReader.survivable(bad), 0);
        }
    }

    /** Files whose routes are under one of these policies, or made from one of these templates. */
    List<String> dependants(ParsedRoutes changed) {
        return files.entrySet().stream()
                .filter(other -> !other.getKey().equals(changed.source().path()))
                .filter(other -> other.getValue().needs().keySet().stream()
                        .anyMatch(id -> changed.policyIds().contains(id)
                                || changed.templateIds().contains(id)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void putBack(ParsedRoutes old) {
        try {
            add(old.source());
        } catch (Exception | Error lost) {
            LOG.errorf(
                    "%s: what ran before could not be started again either: %s",
                    old.source().path(), lost);
        }
    }

    private void add(RouteSource source) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(source.path(), source.text()));
    }

    private void clean(ParsedRoutes half) {
        try {
            for (String id : half.routeIds()) {
                if (context.getRoute(id) != null) {
                    context.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
                }
            }
            take(half);
        } catch (Exception | Error stays) {
            LOG.debug("While taking back " + half.source().path(), stays);
        }
    }

    /**
     * Stops routes, each when what is on its way in it has ended. A called route that takes longer is cut: its caller's policy
     * sees to it that it is done again. A route that starts by itself is not cut, for nobody would; it goes on for now. One that is
     * never idle takes nothing new after a while.
     */
    private boolean stop(String path, List<String> ids) throws RouteFault {
        List<String> stopped = new ArrayList<>();
        try {
            List<Route> running = ids.stream()
                    .map(context::getRoute)
                    .filter(route -> route != null
                            && !context.getRouteController()
                                    .getRouteStatus(route.getRouteId())
                                    .isStopped())
                    .toList();
            for (Route route : running) {
                if (!isCalled(route)
                        && (context.getInflightRepository().size(route.getRouteId()) > 0 || settles(route))) {
                    waitFor(path, route);
                    return false;
                }
            }
            for (Route route : running) {
                String id = route.getRouteId();
                if (isCalled(route)) {
                    stopped.add(id);
                    context.getRouteController().stopRoute(id, GRACE_SECONDS, TimeUnit.SECONDS);
                } else if (stopIdle(route)) {
                    stopped.add(id);
                } else {
                    startAgain(path, stopped);
                    waitFor(path, route);
                    return false;
                }
            }
            ids.forEach(busy::remove);
            return true;
        } catch (Exception | Error failed) {
            Exception why = RouteReader.survivable(failed);
            startAgain(path, stopped);
            throw new RouteFault(path, 0, "it cannot be stopped to be replaced: " + why.getMessage());
        }
    }

    private static boolean isCalled(Route route) {
        return route.getEndpoint().getEndpointUri().startsWith("direct:");
    }

    private boolean settles(Route route) {
        Busy state = busy.get(route.getRouteId());
        return state != null
                && state.held().isPresent()
                && secondsSince(state.held().get()) < SETTLE_SECONDS;
    }

    private long secondsSince(Instant time) {
        return Duration.between(time, clock.instant()).toSeconds();
    }

    /** Whether it could be stopped; the consumer of a queue works that off first unless it is made to stop, and the queue stays. */
    private boolean stopIdle(Route route) throws Exception {
        Busy state = busy.get(route.getRouteId());
        boolean force = state != null && state.held().isPresent() && route.getEndpoint() instanceof SedaEndpoint;
        return context.getRouteController().stopRoute(route.getRouteId(), force ? 1 : 2, TimeUnit.SECONDS, !force);
    }

    /** Notes that a route is at work: soon that is told, and later it takes nothing new. */
    private void waitFor(String path, Route route) {
        String id = route.getRouteId();
        Busy state = busy.getOrDefault(id, new Busy(path, clock.instant(), false, Optional.empty()));
        long waited = secondsSince(state.since());
        if (waited >= TELL_SECONDS && !state.told()) {
            LOG.infof("Waiting for what is in %s to end, to replace it", id);
        }
        Optional<Instant> held = state.held();
        if (waited >= GRACE_SECONDS && held.isEmpty()) {
            ServiceHelper.suspendService(route.getConsumer());
            held = Optional.of(clock.instant());
        }
        busy.put(id, new Busy(path, state.since(), waited >= TELL_SECONDS, held));
    }

    private void startAgain(String path, List<String> stopped) {
        for (String id : stopped) {
            try {
                context.getRouteController().startRoute(id);
            } catch (Exception | Error lost) {
                LOG.errorf("%s: route %s could not be started again: %s", path, id, lost);
            }
        }
    }

    private void take(ParsedRoutes old) throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> rests = old.restIds();
        model.getRestDefinitions().removeIf(rest -> rests.contains(rest.getId()));
        for (String id : old.routeIds()) {
            context.removeRoute(id);
            if (model.getRouteDefinition(id) != null) {
                model.removeRouteDefinition(model.getRouteDefinition(id));
            }
        }
        for (String id : old.templateIds()) {
            if (model.getRouteTemplateDefinition(id) != null) {
                model.removeRouteTemplateDefinition(model.getRouteTemplateDefinition(id));
            }
        }
        for (String id : old.policyIds()) {
            if (model.getRouteConfigurationDefinition(id) != null) {
                model.removeRouteConfiguration(model.getRouteConfigurationDefinition(id));
            }
        }
    }
}
