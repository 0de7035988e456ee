package dev.drover.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jboss.logging.Logger;

/**
 * The route files that run, and how some of them are replaced together. Only the routes of those files are stopped; who calls one of
 * them meanwhile waits, and what lies in its queue stays there.
 */
@Singleton
class LiveRoutes {

    /** After so long one is told that a route is waited for. */
    static final int TELL_SECONDS = 2;

    private static final Logger LOG = Logger.getLogger("routes");
    /** How long what is on its way in the called routes of all that is swapped together may take to end there. */
    private static final int GRACE_SECONDS = 20;
    /** What has not ended by then is cut. */
    static final int CUT_MILLIS = 20;
    /** A consumer that is suspended may still take what it has begun to wait for, up to a second before; that is to be seen in flight. */
    private static final int SETTLE_SECONDS = 3;

    private static final int LOOK_EVERY_MILLIS = 5;
    /** What HTTP clients have asked is answered by then, unless somebody is slow to send his question. */
    private static final int ANSWER_MILLIS = 2000;

    private final CamelContext context;
    private final RouteReader reader;
    private final TemplateRoutes made;
    private final HeldRequests requests;
    private final Clock clock;
    private final Map<String, ParsedRoutes> files = new TreeMap<>();
    /** Routes that are to be stopped and are never idle, by id. */
    private final Map<String, Busy> busy = new ConcurrentHashMap<>();
    /** Called routes whose calls are waited for, of which was told. */
    private final Set<String> draining = ConcurrentHashMap.newKeySet();

    LiveRoutes(CamelContext context, RouteReader reader, TemplateRoutes made, HeldRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
        this.context = context;
        this.reader = reader;
        this.made = made;
    }

    /**
     * @param held  since when it takes nothing new
     * @param ended whether its consumer has been told to end, and works again only after a new start
     */
    private record Busy(String path, Instant since, boolean told, Optional<Instant> held, boolean ended) {}

    /** The routes that are to be stopped and have been working for a while. */
    Set<String> waitedFor() {
        Set<String> routes = new TreeSet<>(draining);
        routes.addAll(made.waitedFor());
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
                return each.getValue().ended() ? startAnew(route) : goOn(route);
            }
            return true;
        });
    }

    private static boolean goOn(Route suspended) {
        ServiceHelper.suspendService(suspended.getConsumer());
        ServiceHelper.resumeService(suspended.getConsumer());
        return true;
    }

    /** Whether that was possible: it is when what the consumer had begun has ended. */
    private boolean startAnew(Route ended) {
        String id = ended.getRouteId();
        if (context.getInflightRepository().size(id) > 0) {
            return false;
        }
        try {
            context.getRouteController().stopRoute(id, CUT_MILLIS, TimeUnit.MILLISECONDS);
            context.getRouteController().startRoute(id);
        } catch (Exception | Error lost) {
            LOG.errorf("Route %s could not be started again: %s", id, RouteReader.survivable(lost));
        }
        return true;
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
     * What files need of one that runs, and nobody would have any more.
     *
     * @param path    the file
     * @param staying files that need what they need now
     * @param offered what there would be
     */
    Optional<Need> missed(String path, Map<String, ParsedRoutes> staying, Set<String> offered) {
        if (!files.containsKey(path)) {
            return Optional.empty();
        }
        Set<String> lost = files.get(path).offers();
        lost.removeAll(offered);
        for (Map.Entry<String, ParsedRoutes> other : staying.entrySet()) {
            // What only the next version of another needs is that one's fault
            if (other.getKey().equals(path) || !files.containsKey(other.getKey())) {
                continue;
            }
            Set<String> needed = other.getValue().wants();
            needed.retainAll(files.get(other.getKey()).wants());
            needed.retainAll(lost);
            if (!needed.isEmpty()) {
                return Optional.of(new Need(other.getKey(), needed.iterator().next()));
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

    private interface Check {
        void accept(ParsedRoutes parsed) throws RouteFault;
    }

    /**
     * Checks files that are to be swapped in together by building each, and against each other and all that stay. One that is not good
     * is taken out, and so are those that cannot do without it.
     *
     * @param together the files, of which only the good ones are left, in the order in which they are to start
     * @param going    files that are on their way out and do not count
     * @return what is wrong with the others, by their paths
     */
    Map<String, RouteFault> check(List<ParsedRoutes> together, Set<String> going) {
        together.sort(Comparator.comparingInt(ParsedRoutes::rank));
        Map<String, RouteFault> faults = new TreeMap<>();
        drop(together, faults, reader::tryOut);
        boolean fewer = true;
        while (fewer) {
            Map<String, ParsedRoutes> beside = new TreeMap<>(files);
            beside.keySet().removeAll(going);
            together.forEach(parsed -> beside.put(parsed.source().path(), parsed));
            Set<String> offered = offers(beside.values());
            fewer = drop(together, faults, parsed -> {
                        Optional<Need> missed = missed(parsed.source().path(), beside, offered);
                        if (missed.isPresent()) {
                            throw new RouteFault(
                                    parsed.source().path(), 0, missed.get() + ", which is no longer in it");
                        }
                    })
                    || drop(together, faults, parsed -> checkNeeds(parsed, offered))
                    || dropSecond(together, faults, beside);
        }
        return faults;
    }

    static Set<String> offers(Collection<ParsedRoutes> files) {
        return files.stream().flatMap(file -> file.offers().stream()).collect(Collectors.toSet());
    }

    private static boolean drop(List<ParsedRoutes> together, Map<String, RouteFault> faults, Check check) {
        return together.removeIf(parsed -> {
            try {
                check.accept(parsed);
                return false;
            } catch (RouteFault fault) {
                faults.put(parsed.source().path(), fault);
                return true;
            }
        });
    }

    /** Of two that have the same id only one is at fault: what runs is less so than what is new. */
    private boolean dropSecond(
            List<ParsedRoutes> together, Map<String, RouteFault> faults, Map<String, ParsedRoutes> beside) {
        List<ParsedRoutes> order = new ArrayList<>(together);
        Collections.reverse(order);
        order.sort(
                Comparator.comparing(parsed -> files.containsKey(parsed.source().path())));
        for (ParsedRoutes each : order) {
            if (drop(together, faults, parsed -> {
                if (parsed == each) {
                    checkIds(parsed, beside);
                }
            })) {
                return true;
            }
        }
        return false;
    }

    private static void checkIds(ParsedRoutes parsed, Map<String, ParsedRoutes> beside) throws RouteFault {
        String path = parsed.source().path();
        Map<String, ParsedRoutes> others = new TreeMap<>(beside);
        others.remove(path);
        Set<String> brings = parsed.brings();
        for (Map.Entry<String, ParsedRoutes> other : others.entrySet()) {
            for (String id : other.getValue().brings()) {
                if (brings.contains(id)) {
                    throw new RouteFault(path, line(parsed, id), id + " is already in " + other.getKey());
                }
            }
        }
        List<RouteDefinition> routes = others.values().stream()
                .flatMap(other -> other.routes().stream())
                .toList();
        for (RouteDefinition route : parsed.routes()) {
            String twice = RouteDefinitionHelper.validateUniqueIds(route, routes);
            if (twice != null) {
                throw new RouteFault(
                        path,
                        parsed.source().lineOf(List.of(twice)),
                        "there is another route or step with the id " + twice);
            }
        }
    }

    private static void checkNeeds(ParsedRoutes parsed, Set<String> offered) throws RouteFault {
        String path = parsed.source().path();
        for (Map.Entry<String, String> need : parsed.needs().entrySet()) {
            if (!offered.contains(need.getKey())) {
                throw new RouteFault(
                        path, line(parsed, need.getKey()), "there is no " + need.getValue() + " " + need.getKey());
            }
        }
        for (String call : parsed.calls()) {
            if (!offered.contains("direct:" + call)) {
                throw new RouteFault(
                        path, parsed.source().lineOf(List.of("direct:" + call)), "no route begins with direct:" + call);
            }
        }
    }

    private static int line(ParsedRoutes parsed, String id) {
        return parsed.source().lineOf(List.of(id.substring(id.lastIndexOf(' ') + 1)));
    }

    /**
     * What became of files that were to be swapped in together; the others run.
     *
     * @param waiting files with a route that cannot be stopped now without losing what it does
     * @param faults  files that do not run in spite of the check; what ran before runs again
     */
    record Swapped(Set<String> waiting, Map<String, RouteFault> faults) {}

    /**
     * Puts checked files in the place of those of the same paths, where there are such, and starts their routes if others run. All
     * are stopped before the first is replaced. If one does not start in spite of the check, the old ones of all that cannot do without
     * it run again.
     *
     * @param batch in the order in which they are to start
     */
    synchronized Swapped put(List<ParsedRoutes> batch) {
        Swapped swapped = new Swapped(new TreeSet<>(), new HashMap<>());
        List<ParsedRoutes> ready = new ArrayList<>(batch);
        long begin = clock.millis();
        try (Stop stop = new Stop(swapped)) {
            stop.sources(batch);
            stop.called();
            long waited = clock.millis() - begin;
            ready.removeIf(parsed -> swapped.waiting().contains(parsed.source().path())
                    || swapped.faults().containsKey(parsed.source().path()));
            if (!swapped.faults().isEmpty()) {
                check(ready, Set.of()).forEach(stop::reject);
            }
            if (context.isStopping()) {
                batch.forEach(parsed -> swapped.waiting().add(parsed.source().path()));
                stop.over();
                return swapped;
            }
            // Nobody makes a route from a template while that is not there
            synchronized (made) {
                swap(ready, swapped.faults());
            }
            stop.over();
            if (!ready.isEmpty()) {
                LOG.debugf("%d files: %d ms, %d of them waiting", ready.size(), clock.millis() - begin, waited);
            }
        }
        ready.forEach(parsed -> parsed.templateIds().forEach(made::renew));
        return swapped;
    }

    /** Leaves those in the list that run. */
    private void swap(List<ParsedRoutes> ready, Map<String, RouteFault> faults) {
        List<ParsedRoutes> all = List.copyOf(ready);
        List<ParsedRoutes> old = all.stream()
                .map(parsed -> files.get(parsed.source().path()))
                .filter(Objects::nonNull)
                .toList();
        try (QueueHold queues = QueueHold.of(
                context, old.stream().flatMap(file -> file.routeIds().stream()).toList())) {
            boolean whole = old.stream().allMatch(file -> tried(file, () -> take(file), faults))
                    && ready.stream().allMatch(parsed -> tried(parsed, () -> add(parsed.source()), faults));
            while (!whole) {
                ready.removeIf(parsed -> faults.containsKey(parsed.source().path()));
                faults.putAll(check(ready, Set.of()));
                all.forEach(this::clean);
                old.forEach(this::clean);
                whole = all.stream().allMatch(parsed -> {
                    String path = parsed.source().path();
                    if (!faults.containsKey(path)) {
                        return tried(parsed, () -> add(parsed.source()), faults);
                    }
                    boolean back = !files.containsKey(path) || putBack(files.get(path));
                    if (!back) {
                        // Perhaps it is the others that are in its way
                        ready.forEach(other -> faults.put(
                                other.source().path(),
                                new RouteFault(other.source().path(), 0, "it cannot run beside " + path)));
                    }
                    return back || ready.isEmpty();
                });
            }
        }
        ready.forEach(parsed -> files.put(parsed.source().path(), parsed));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static boolean tried(ParsedRoutes file, Work work, Map<String, RouteFault> faults) {
        try {
            work.run();
            return true;
        } catch (Exception | Error bad) {
            faults.put(file.source().path(), RouteReader.fault(file.source(), RouteReader.survivable(bad), 0));
            return false;
        }
    }

    /** Notes the new text of a file of which nothing but comments has changed. */
    synchronized void keep(ParsedRoutes same) {
        files.put(same.source().path(), same);
    }

    /** Removes a file and its routes; whether that is done. */
    synchronized boolean remove(String path) throws RouteFault {
        ParsedRoutes old = files.get(path);
        Swapped stopped = new Swapped(new TreeSet<>(), new HashMap<>());
        try (Stop stop = new Stop(stopped)) {
            stop.sources(List.of(old));
            stop.called();
            if (stopped.faults().containsKey(path)) {
                throw stopped.faults().get(path);
            }
            if (!stopped.waiting().isEmpty()) {
                return false;
            }
            take(old);
            files.remove(path);
            stop.over();
            return true;
        } catch (RouteFault fault) {
            throw fault;
        } catch (Exception | Error bad) {
            throw RouteReader.fault(old.source(), RouteReader.survivable(bad), 0);
        }
    }

    /** Files whose routes are under one of these policies, or made from one of these templates. */
    List<ParsedRoutes> dependants(ParsedRoutes changed) {
        return files.values().stream()
                .filter(other -> !other.source().path().equals(changed.source().path()))
                .filter(other -> other.needs().keySet().stream()
                        .anyMatch(id -> changed.policyIds().contains(id)
                                || changed.templateIds().contains(id)))
                .toList();
    }

    private boolean putBack(ParsedRoutes old) {
        try {
            add(old.source());
            return true;
        } catch (Exception | Error lost) {
            LOG.errorf(
                    "%s: what ran before could not be started again either: %s",
                    old.source().path(), lost);
            return false;
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
     * Stops the routes of files that are replaced together, and holds their callers, HTTP clients too, until that is over.
     *
     * <p>A route that starts by itself is not cut, for nobody would do again what is in it: while it works its file waits, and goes on for now;
     * if it is never idle it takes nothing new after a while. Called routes wait for what is in them, all together not longer than is
     * granted; until then what is in one of them may call the others. What is cut then fails into its caller's policy, which sees to it
     * that it is done again.
     */
    private final class Stop implements AutoCloseable {

        private final Set<String> waiting;
        private final Map<String, RouteFault> faults;
        private final Map<String, ParsedRoutes> going = new TreeMap<>();
        private final List<String> stopped = new ArrayList<>();
        private boolean told;
        private final CalledRoutes calls = context.getComponent("direct", CalledRoutes.class);

        Stop(Swapped swapped) {
            waiting = swapped.waiting();
            faults = swapped.faults();
        }

        /** Stops what starts by itself, as far as it is idle. Nothing is stopped in vain as long as something is seen to be at work. */
        void sources(List<ParsedRoutes> batch) {
            batch.stream()
                    .map(parsed -> files.get(parsed.source().path()))
                    .filter(Objects::nonNull)
                    .forEach(file -> going.put(file.source().path(), file));
            holdRequests();
            for (ParsedRoutes file : List.copyOf(going.values())) {
                String path = file.source().path();
                for (Route route : running(file, false)) {
                    if (context.getInflightRepository().size(route.getRouteId()) > 0 || settles(route)) {
                        waitFor(path, route);
                        leave(path);
                        break;
                    }
                }
            }
            postpone(batch);
            // A queue may turn out to be at work nevertheless
            List<ParsedRoutes> order = new ArrayList<>(going.values());
            order.sort(Comparator.comparing(file ->
                    running(file, false).stream().noneMatch(route -> route.getConsumer() instanceof SedaConsumer)));
            for (ParsedRoutes file : order) {
                if (going.containsKey(file.source().path())) {
                    stopSources(file);
                    postpone(batch);
                }
            }
        }

        /** Has HTTP clients wait if one of these routes answers them, and those be answered that came before. */
        private void holdRequests() {
            if (running(false).anyMatch(LiveRoutes::isWeb)) {
                try {
                    requests.hold(ANSWER_MILLIS);
                } catch (InterruptedException droverStops) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** All that was stopped has been replaced. */
        void over() {
            going.clear();
        }

        /** The routes of a file that run and are called, or those that start by themselves. */
        private List<Route> running(ParsedRoutes file, boolean called) {
            return file.routeIds().stream()
                    .map(context::getRoute)
                    .filter(route -> route != null
                            && isCalled(route) == called
                            && !context.getRouteController()
                                    .getRouteStatus(route.getRouteId())
                                    .isStopped())
                    .toList();
        }

        private void stopSources(ParsedRoutes file) {
            String path = file.source().path();
            for (Route route : running(file, false)) {
                try {
                    stopped.add(route.getRouteId());
                    if (!stopIdle(path, route)) {
                        stopped.remove(route.getRouteId());
                        leave(path);
                        return;
                    }
                } catch (Exception | Error failed) {
                    fail(path, failed);
                    return;
                }
            }
        }

        /** Has a file go on as it is. */
        private void leave(String path) {
            waiting.add(path);
            startAgain(path);
        }

        private void startAgain(String path) {
            ParsedRoutes file = going.remove(path);
            for (String id : file == null ? List.<String>of() : file.routeIds()) {
                if (stopped.remove(id)) {
                    try {
                        context.getRouteController().startRoute(id);
                    } catch (Exception | Error lost) {
                        LOG.errorf("%s: route %s could not be started again: %s", path, id, lost);
                    }
                }
            }
        }

        private void fail(String path, Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                leave(path);
                return;
            }
            String why = RouteReader.survivable(failed).getMessage();
            reject(path, new RouteFault(path, 0, "it cannot be stopped to be replaced: " + why));
        }

        void reject(String path, RouteFault fault) {
            faults.put(path, fault);
            startAgain(path);
        }

        /** Has those wait, too, that others that wait cannot do without as they are, or cannot yet do with. */
        private void postpone(List<ParsedRoutes> batch) {
            boolean more = !waiting.isEmpty();
            while (more) {
                more = false;
                for (ParsedRoutes parsed : batch) {
                    String path = parsed.source().path();
                    if (!waiting.contains(path) && batch.stream().anyMatch(other -> bound(parsed, other))) {
                        waiting.add(path);
                        startAgain(path);
                        more = true;
                    }
                }
            }
        }

        private boolean bound(ParsedRoutes parsed, ParsedRoutes other) {
            return waiting.contains(other.source().path())
                    && (touches(changed(parsed), other) || touches(changed(other), parsed));
        }

        private Set<String> changed(ParsedRoutes parsed) {
            ParsedRoutes old = files.get(parsed.source().path());
            Set<String> changed = parsed.offers();
            changed.addAll(parsed.brings());
            if (old != null) {
                Set<String> before = old.offers();
                before.addAll(old.brings());
                Set<String> same = new HashSet<>(changed);
                same.retainAll(before);
                changed.addAll(before);
                changed.removeAll(same);
            }
            return changed;
        }

        private boolean touches(Set<String> names, ParsedRoutes file) {
            ParsedRoutes old = files.getOrDefault(file.source().path(), file);
            return List.of(file.wants(), file.offers(), file.brings(), old.wants(), old.offers(), old.brings()).stream()
                    .anyMatch(each -> !Collections.disjoint(names, each));
        }

        /** Waits for what is in the called routes, and stops them. */
        void called() {
            calls.hold(running(true)
                    .map(route -> CalledRoutes.address(route.getEndpoint()))
                    .collect(Collectors.toSet()));
            Instant begin = clock.instant();
            while (!isIdle() && secondsSince(begin) < GRACE_SECONDS) {
                tell(begin);
                try {
                    calls.awaitEnd(LOOK_EVERY_MILLIS);
                } catch (InterruptedException droverStops) {
                    Thread.currentThread().interrupt();
                    waiting.addAll(going.keySet());
                    going.clear();
                }
            }
            draining.clear();
            Set<String> late = atWork();
            if (!late.isEmpty()) {
                LOG.warnf(
                        "Cut after %d s, to replace what has changed: what is in %s",
                        GRACE_SECONDS, String.join(", ", late));
            }
            calls.shut();
            List.copyOf(going.values()).forEach(this::stopCalled);
        }

        /** Whether nothing is in the called routes any more, and nothing can come. */
        private boolean isIdle() {
            return going.isEmpty() || calls.shutIfIdle() && atWork().isEmpty();
        }

        /** The routes of all these files that run and are called, or those that start by themselves. */
        private Stream<Route> running(boolean called) {
            return going.values().stream().flatMap(file -> running(file, called).stream());
        }

        private void tell(Instant begin) {
            if (!told && secondsSince(begin) >= TELL_SECONDS) {
                told = true;
                draining.addAll(atWork());
                LOG.infof(
                        "Waiting for what is in %s to end, to replace what has changed; %d s at most",
                        draining.isEmpty() ? "the routes" : String.join(", ", new TreeSet<>(draining)), GRACE_SECONDS);
            }
        }

        private Set<String> atWork() {
            return running(true)
                    .map(Route::getRouteId)
                    .filter(id -> context.getInflightRepository().size(id) > 0)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** What still is in there is cut. */
        private void stopCalled(ParsedRoutes file) {
            String path = file.source().path();
            try {
                for (Route route : running(file, true)) {
                    stopped.add(route.getRouteId());
                    context.getRouteController().stopRoute(route.getRouteId(), CUT_MILLIS, TimeUnit.MILLISECONDS);
                }
                file.routeIds().forEach(busy::remove);
            } catch (Exception | Error failed) {
                fail(path, failed);
            }
        }

        @Override
        public void close() {
            // Where that came to no good end
            List.copyOf(going.keySet()).forEach(this::startAgain);
            calls.release();
            requests.release(context.isStopping());
        }
    }

    /** A verb of {@code rest:} has an endpoint of its own; what it listens to is that of its consumer. */
    private static boolean isWeb(Route route) {
        return route.getConsumer() != null
                && route.getConsumer().getEndpoint().getEndpointUri().startsWith("platform-http:");
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

    /** Whether it could be stopped; if not it takes nothing new from now on. */
    private boolean stopIdle(String path, Route route) throws Exception {
        String id = route.getRouteId();
        boolean stopped;
        if (route.getConsumer() instanceof SedaConsumer queue) {
            stopped = QueueHold.end(queue)
                    && context.getRouteController().stopRoute(id, CUT_MILLIS, TimeUnit.MILLISECONDS, false);
        } else {
            stopped = context.getRouteController().stopRoute(id, 2, TimeUnit.SECONDS, true);
        }
        if (!stopped) {
            waitFor(path, route);
            busy.computeIfPresent(
                    id,
                    (same, state) -> new Busy(path, state.since(), state.told(), Optional.of(clock.instant()), true));
        }
        return stopped;
    }

    /** Notes that a route is at work: soon that is told, and later it takes nothing new. */
    private void waitFor(String path, Route route) {
        String id = route.getRouteId();
        Busy state = busy.getOrDefault(id, new Busy(path, clock.instant(), false, Optional.empty(), false));
        long waited = secondsSince(state.since());
        if (waited >= TELL_SECONDS && !state.told()) {
            LOG.infof("Waiting for what is in %s to end, to replace it", id);
        }
        Optional<Instant> held = state.held();
        // Clients would be told that nobody answers; they wait with each look instead
        if (waited >= GRACE_SECONDS && held.isEmpty() && !isWeb(route)) {
            ServiceHelper.suspendService(route.getConsumer());
            held = Optional.of(clock.instant());
        }
        busy.put(id, new Busy(path, state.since(), waited >= TELL_SECONDS, held, state.ended()));
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
