package dev.drover.routing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.drover.files.DroverSettings;

/**
 * Runs the routes of the folder {@code drover.routes}, and what is changed there, as soon as it is written: a file counts as
 * written when two looks in a row see it alike. Without that setting {@link PackagedRoutes} run, and this does nothing.
 */
@Singleton
public class RouteReload {

    private static final Logger LOG = Logger.getLogger("routes");
    private static final int LOOK_EVERY_MILLIS = 100;
    private static final int STOP_SECONDS = 2;
    /** One file that is written without a pause does not keep the others from being seen for longer than so many looks. */
    private static final int RESTLESS_LOOKS = 5;

    /** Value of {@link PackagedRoutes#RUN} for the routes of {@code drover.routes}. */
    private static final String FOLDER = "folder";

    private final CamelContext context;
    private final RouteReader reader;
    private final LiveRoutes live;
    private final TemplateRoutes made;
    private final PackagedRoutes packaged;
    private final RouteReports reports;
    private final Optional<RouteFolder> named;
    private final Optional<RouteFolder> folder;

    private final Map<String, RouteSource> refused = new TreeMap<>();
    /** Checked, but a route of theirs is at work. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private int changes;
    /** How many looks there have been since nothing was being written. */
    private int restless;

    private Map<String, RouteFolder.Stamp> seen = Map.of();
    private Map<String, RouteFolder.Stamp> done = new TreeMap<>();
    private Optional<ScheduledExecutorService> watch = Optional.empty();
    private final boolean wanted;
    private volatile boolean loaded;
    private volatile Optional<String> trouble = Optional.empty();

    RouteReload(
            CamelContext context,
            RouteReader reader,
            LiveRoutes live,
            TemplateRoutes made,
            PackagedRoutes packaged,
            RouteReports reports,
            DroverSettings settings,
            @ConfigProperty(name = PackagedRoutes.RUN) String run,
            @ConfigProperty(name = "routes.unused") Optional<Set<String>> unused) {
        this.context = context;
        this.reader = reader;
        this.live = live;
        this.made = made;
        this.packaged = packaged;
        this.reports = reports;
        this.wanted = run.equals(FOLDER);
        this.named = settings.routes().map(path -> new RouteFolder(path, unused.orElse(Set.of())));
        this.folder = named.filter(routes -> wanted || !empty(routes));
        this.loaded = folder.isEmpty() || !wanted;
    }

    private static boolean empty(RouteFolder folder) {
        try {
            return folder.isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * A file that is to be swapped in.
     *
     * @param edited whether it has changed itself, and not only what it needs
     * @param changes how many there had been when it was checked
     */
    private record Waiting(ParsedRoutes parsed, boolean edited, int changes) {}

    /** A route, template or policy, as a list shows it. */
    public record Listed(String id, String kind, String path) {}

    /** The folder whose routes run; none where those that came with Drover do. */
    public Optional<Path> folder() {
        return folder.map(RouteFolder::root);
    }

    /** Routes that are to be replaced or removed as soon as what is in them has ended. */
    public Set<String> waitedFor() {
        return live.waitedFor();
    }

    /** Why the folder cannot be looked at for changes, where it cannot; what runs goes on. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Whether the start is over for the routes: those of the folder are loaded, if it is them that run. */
    public boolean loaded() {
        return loaded;
    }

    /** Before those hear of the start who use the routes. */
    void load(@Observes @Priority(1) CamelContextStartedEvent event) throws Exception {
        if (loaded) {
            if (named.isPresent() && folder.isEmpty() && !context.getRoutes().isEmpty()) {
                LOG.infof(
                        "There is no *%s in %s: the packaged routes run. To have some to edit:"
                                + " drover routes export %s, and start Drover again",
                        RouteFolder.EXTENSION, named.get().root(), named.get().root());
            }
            return;
        }
        boolean start = context.isAutoStartup();
        // So that none starts before the others are there
        context.setAutoStartup(false);
        try {
            done.putAll(folder.get().scan());
            List<RouteSource> sources = new ArrayList<>();
            done.forEach((path, stamp) -> folder.get().read(path, stamp).ifPresent(sources::add));
            apply(sources, false);
            usePackagedForRefused();
            // What changed meanwhile is seen by the first look
            done.keySet().retainAll(sources.stream().map(RouteSource::path).toList());
            sources.stream()
                    .filter(source -> source.fault().isPresent())
                    .forEach(source -> done.put(source.path(), RouteFolder.UNREAD));
        } finally {
            context.setAutoStartup(start);
        }
        if (start) {
            context.getRouteController().startAllRoutes();
            watch();
        }
        loaded = true;
    }

    private void usePackagedForRefused() {
        List<RouteSource> instead = new ArrayList<>();
        // A folder that cannot be read is refused as a whole
        refused.keySet().forEach(path -> packaged.all().stream()
                .filter(source -> source.path().equals(path) || source.path().startsWith(path + "/"))
                .forEach(instead::add));
        Map<RouteSource, RouteFault> faults = new LinkedHashMap<>();
        List<ParsedRoutes> good = good(instead, Set.of(), faults);
        LiveRoutes.Swapped swapped = live.put(good);
        for (ParsedRoutes parsed : good) {
            RouteFault fault = swapped.faults().get(parsed.source().path());
            if (fault == null) {
                LOG.warnf(
                        "The packaged %s runs instead of the one that was rejected",
                        parsed.source().path());
            } else {
                faults.put(parsed.source(), fault);
            }
        }
        faults.values().forEach(fault -> LOG.errorf("The packaged one cannot run instead: %s", fault.getMessage()));
    }

    /** Looks after the folder from now on, if there is one. Once is enough. */
    public synchronized void watch() {
        if (wanted && folder.isPresent() && watch.isEmpty()) {
            context.setAutoStartup(true);
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread each = new Thread(work, "routes");
                each.setDaemon(true);
                return each;
            });
            thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            watch = Optional.of(thread);
        }
    }

    void stop(@Observes CamelContextStoppingEvent event) {
        watch.ifPresent(ScheduledExecutorService::shutdownNow);
        try {
            // A swap that has begun ends
            if (watch.isPresent() && !watch.get().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("Still swapping routes");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Map<String, RouteFolder.Stamp> now = folder.orElseThrow().scan();
            if (now.isEmpty() && !done.isEmpty()) {
                throw new IOException(
                        "there is no *" + RouteFolder.EXTENSION + " in it any more, as if it were not mounted");
            }
            boolean quiet = now.equals(seen);
            // What is written within a moment, such as by a checkout, is looked at together
            restless = quiet ? 0 : restless + 1;
            if (!now.equals(done) && restless % RESTLESS_LOOKS == 0) {
                change(now);
            }
            seen = now;
            swapWaiting();
            Set<String> pending = new HashSet<>(done.keySet());
            pending.removeAll(now.keySet());
            pending.addAll(waiting.keySet());
            live.goOnExcept(pending);
            made.renewIdle();
            trouble = Optional.empty();
        } catch (Throwable failed) {
            // The schedule would end silently with whatever is thrown here
            String why = why(failed);
            if (trouble.isEmpty() && !context.isStopping()) {
                LOG.errorf(
                        "The routes in %s cannot be looked at: %s. What runs goes on",
                        folder.get().root(), why);
                LOG.debug("Where that happened", failed);
            }
            trouble = Optional.of(why);
        }
    }

    private void swapWaiting() {
        List<RouteSource> again = new ArrayList<>();
        List<ParsedRoutes> edited = new ArrayList<>();
        List<ParsedRoutes> renewed = new ArrayList<>();
        // All of them, for they may need each other
        boolean stale = waiting.values().stream().anyMatch(each -> each.edited() && each.changes() != changes);
        for (Waiting each : waiting.values()) {
            if (each.edited() && stale) {
                again.add(each.parsed().source());
            } else {
                (each.edited() ? edited : renewed).add(each.parsed());
            }
        }
        int before = changes;
        apply(again, true);
        put(edited, renewed, true).forEach(this::reject);
        if (changes != before && !refused.isEmpty()) {
            apply(List.copyOf(refused.values()), true);
        }
    }

    private static String why(Throwable failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such folder any more";
        }
        return failed instanceof IOException && !(failed instanceof FileSystemException)
                ? failed.getMessage()
                : failed.toString();
    }

    private void change(Map<String, RouteFolder.Stamp> now) {
        Set<String> gone = new HashSet<>();
        for (String path : List.copyOf(done.keySet())) {
            if (!now.containsKey(path) && !seen.containsKey(path) && !inUnreadable(path, now)) {
                gone.add(path);
            }
        }
        List<RouteSource> changed = new ArrayList<>();
        now.forEach((path, stamp) -> {
            if (!stamp.equals(done.get(path)) && stamp.equals(seen.get(path))) {
                folder.orElseThrow().read(path, stamp).ifPresent(source -> {
                    changed.add(source);
                    done.put(path, source.fault().isPresent() ? RouteFolder.UNREAD : stamp);
                });
            }
        });
        if (!gone.isEmpty() || !changed.isEmpty()) {
            boolean removed = !gone.isEmpty() && remove(gone, changed, changed.isEmpty());
            gone.retainAll(done.keySet());
            changed.removeAll(successors(changed, gone));
            Map<RouteSource, RouteFault> faults = swap(changed, true);
            boolean accepted = faults.size() < changed.size();
            faults.keySet().forEach(source -> refused.put(source.path(), source));
            if (accepted && !gone.isEmpty()) {
                // What needed it may have changed
                removed |= remove(gone, List.of(), true);
            }
            List<RouteSource> again = new ArrayList<>(refused.values());
            again.removeAll(successors(again, gone));
            if (removed || accepted || again.size() > faults.size()) {
                // Together they may be good
                faults = swap(again, true);
            }
            faults.forEach(this::reject);
        }
    }

    /** Those that only wait for what they are the new name of, as its route is busy; they are tried again when that has gone. */
    private List<RouteSource> successors(List<RouteSource> changed, Set<String> busy) {
        if (busy.isEmpty()) {
            return List.of();
        }
        List<RouteSource> waiting = bad(changed, Set.of());
        waiting.removeAll(bad(changed, busy));
        waiting.forEach(source -> refused.put(source.path(), source));
        return waiting;
    }

    /** Whether a file is not found because its folder cannot be read. */
    private static boolean inUnreadable(String path, Map<String, RouteFolder.Stamp> now) {
        return now.keySet().stream().anyMatch(found -> path.startsWith(found + "/"));
    }

    /** Those that are bad, also when all that is gone has been removed. */
    private List<RouteSource> bad(List<RouteSource> candidates, Set<String> gone) {
        Map<RouteSource, RouteFault> faults = new LinkedHashMap<>();
        good(candidates, gone, faults);
        return new ArrayList<>(faults.keySet());
    }

    /** The good ones of these, in the order in which they are to start. */
    private List<ParsedRoutes> good(List<RouteSource> sources, Set<String> gone, Map<RouteSource, RouteFault> faults) {
        List<ParsedRoutes> good = parse(sources, faults);
        check(good, gone, faults);
        return good;
    }

    private List<ParsedRoutes> parse(List<RouteSource> sources, Map<RouteSource, RouteFault> faults) {
        List<ParsedRoutes> parsed = new ArrayList<>();
        for (RouteSource source : sources) {
            try {
                parsed.add(reader.parse(source));
            } catch (RouteFault fault) {
                faults.put(source, fault);
            }
        }
        return parsed;
    }

    /** Takes those out that are not good. */
    private void check(List<ParsedRoutes> together, Set<String> gone, Map<RouteSource, RouteFault> faults) {
        List<ParsedRoutes> all = List.copyOf(together);
        Map<String, RouteFault> found = live.check(together, gone);
        all.stream()
                .filter(parsed -> found.containsKey(parsed.source().path()))
                .forEach(parsed ->
                        faults.put(parsed.source(), found.get(parsed.source().path())));
    }

    /** Whether a file that is gone has been renamed, and is bad under its new name. */
    private boolean renamedBadly(String path, List<RouteSource> bad) {
        List<String> ids = live.files().get(path).brings().stream()
                .map(id -> "id: " + id.substring(id.lastIndexOf(' ') + 1))
                .toList();
        return bad.stream()
                .filter(source -> live.text(source.path()).isEmpty())
                .anyMatch(source -> source.text().lines().anyMatch(line -> ids.contains(line.strip())));
    }

    /** Removes what is gone, but not what others cannot do without; that is tried again until it can go. */
    private boolean remove(Set<String> gone, List<RouteSource> changed, boolean tell) {
        boolean removed = false;
        Set<String> going = new HashSet<>(gone);
        for (String path : gone) {
            refused.remove(path);
            waiting.remove(path);
            if (live.text(path).isEmpty()) {
                done.remove(path);
                reports.gone(path);
            }
        }
        // Found before anything is removed that they may be the successors of
        List<RouteSource> successors = new ArrayList<>(changed);
        Set<String> paths = changed.stream().map(RouteSource::path).collect(Collectors.toSet());
        refused.values().stream()
                .filter(source -> !paths.contains(source.path()))
                .forEach(successors::add);
        Map<RouteSource, RouteFault> faults = new LinkedHashMap<>();
        Set<String> coming = LiveRoutes.offers(good(successors, gone, faults));
        List<RouteSource> bad = List.copyOf(faults.keySet());
        for (String path : live.callersFirst(gone)) {
            try {
                Map<String, ParsedRoutes> staying = new TreeMap<>(live.files());
                staying.keySet().removeAll(going);
                Set<String> offered = LiveRoutes.offers(staying.values());
                offered.addAll(coming);
                Optional<LiveRoutes.Need> missed = live.missed(path, staying, offered);
                if (missed.isPresent()) {
                    going.remove(path);
                    if (gone.contains(missed.get().who())) {
                        // That one goes as soon as it can
                        continue;
                    }
                    throw new RouteFault(path, 0, "the file is gone, but " + missed.get());
                }
                if (renamedBadly(path, bad)) {
                    throw new RouteFault(path, 0, "the file is gone, and the one that takes its place is not good");
                }
                if (live.remove(path)) {
                    done.remove(path);
                    reports.accepted(path, "Removed");
                    changes++;
                    removed = true;
                } else {
                    going.remove(path);
                }
            } catch (RouteFault fault) {
                going.remove(path);
                if (tell) {
                    reports.rejected(fault, "It runs on");
                }
            }
        }
        return removed;
    }

    /** Swaps in what is good of these and tells of the others; whether there was any good one. */
    private boolean apply(List<RouteSource> sources, boolean tell) {
        Map<RouteSource, RouteFault> faults = swap(sources, tell);
        faults.forEach(this::reject);
        return faults.size() < sources.size();
    }

    private void reject(RouteSource source, RouteFault fault) {
        if (context.isStopping()) {
            // It is the stop that is in the way
            return;
        }
        waiting.remove(source.path());
        refused.put(source.path(), source);
        boolean runs = live.text(source.path()).isPresent();
        reports.rejected(fault, runs ? "What ran before goes on" : "It does not run");
    }

    /** Swaps in what is good of these; the faults of the others. */
    private Map<RouteSource, RouteFault> swap(List<RouteSource> sources, boolean tell) {
        Map<RouteSource, RouteFault> faults = new LinkedHashMap<>();
        List<ParsedRoutes> changed = parse(sources, faults);
        changed.removeIf(parsed -> runs(parsed, tell));
        check(changed, Set.of(), faults);
        faults.putAll(put(changed, List.of(), tell));
        return faults;
    }

    /** Whether a file says what runs already. */
    private boolean runs(ParsedRoutes parsed, boolean tell) {
        String path = parsed.source().path();
        Optional<String> runs = live.text(path);
        if (runs.filter(parsed.source().text()::equals).isPresent()) {
            refused.remove(path);
            reports.settled(path, waiting.remove(path) != null);
            return true;
        }
        if (runs.filter(parsed.source()::saysTheSame).isEmpty()) {
            return false;
        }
        refused.remove(path);
        waiting.remove(path);
        live.keep(parsed);
        if (tell) {
            reports.accepted(path, "Runs on, as it says the same");
        }
        return true;
    }

    /**
     * Swaps in checked files, all together, or notes them as waiting; the faults of those that do not run in spite of the check.
     *
     * @param edited  files that have changed
     * @param renewed files that are made anew as they are, because a policy or template of theirs has changed; there are more where
     *                such a one is among the edited
     */
    private Map<RouteSource, RouteFault> put(List<ParsedRoutes> edited, List<ParsedRoutes> renewed, boolean tell) {
        Map<String, ParsedRoutes> batch = new LinkedHashMap<>();
        edited.forEach(parsed -> batch.put(parsed.source().path(), parsed));
        Set<String> changed = Set.copyOf(batch.keySet());
        renewed.forEach(parsed -> batch.putIfAbsent(parsed.source().path(), parsed));
        Deque<ParsedRoutes> open = new ArrayDeque<>(edited);
        while (!open.isEmpty()) {
            for (ParsedRoutes other : live.dependants(open.remove())) {
                // An edit that waits is made with it anyway
                if (!waiting.containsKey(other.source().path())
                        && batch.putIfAbsent(other.source().path(), other) == null) {
                    open.add(other);
                }
            }
        }
        if (batch.isEmpty()) {
            return Map.of();
        }
        LiveRoutes.Swapped swapped = live.put(batch.values().stream()
                .sorted(Comparator.comparingInt(ParsedRoutes::rank))
                .toList());
        Map<RouteSource, RouteFault> faults = new LinkedHashMap<>();
        batch.forEach((path, parsed) -> {
            RouteFault fault = swapped.faults().get(path);
            boolean waits = swapped.waiting().contains(path);
            waiting.remove(path);
            if (waits) {
                waiting.put(path, new Waiting(parsed, changed.contains(path), changes));
            }
            if (changed.contains(path)) {
                refused.remove(path);
                if (fault != null) {
                    faults.put(parsed.source(), fault);
                } else if (!waits) {
                    changes++;
                    if (tell) {
                        reports.accepted(path, "Running");
                    }
                }
            } else if (fault != null) {
                reports.rejected(fault, "What ran before goes on");
            }
        });
        return faults;
    }

    /**
     * Checks route files as a start would, without starting any.
     *
     * @param where the folder; none for the packaged ones
     * @return the faults, by file
     */
    public List<RouteFault> check(Optional<Path> where) throws IOException {
        apply(sources(where), false);
        return List.copyOf(reports.rejected().values());
    }

    /** What is wrong with the packaged routes, each file by itself; for a start that has failed. */
    public List<RouteFault> packagedFaults() {
        List<RouteFault> faults = new ArrayList<>();
        List<ParsedRoutes> parsed = new ArrayList<>();
        for (RouteSource source : packaged.wanted()) {
            try {
                parsed.add(reader.parse(source));
            } catch (RouteFault fault) {
                faults.add(fault);
            }
        }
        if (!faults.isEmpty()) {
            // Camel has not come as far as to be able to build any of the others
            return faults;
        }
        for (ParsedRoutes each : parsed) {
            try {
                reader.tryOut(each);
            } catch (RouteFault fault) {
                faults.add(fault);
            }
        }
        return faults;
    }

    /** What the files of a folder, or the packaged ones, hold; those that cannot be read are left out. */
    public List<Listed> list(Optional<Path> where) throws IOException {
        List<Listed> all = new ArrayList<>();
        for (RouteSource source : sources(where)) {
            try {
                ParsedRoutes parsed = reader.parse(source);
                parsed.routeIds().forEach(id -> all.add(new Listed(id, "route", source.path())));
                parsed.templateIds().forEach(id -> all.add(new Listed(id, "template", source.path())));
                parsed.policyIds().forEach(id -> all.add(new Listed(id, "policy", source.path())));
            } catch (RouteFault fault) {
                all.add(new Listed(fault.getMessage(), "REJECTED", source.path()));
            }
        }
        return all;
    }

    /** How many files there are. */
    public int count(Optional<Path> where) throws IOException {
        return sources(where).size();
    }

    private List<RouteSource> sources(Optional<Path> where) throws IOException {
        if (where.isEmpty()) {
            return packaged.all();
        }
        RouteFolder wanted = new RouteFolder(where.get());
        List<RouteSource> sources = new ArrayList<>();
        wanted.scan().forEach((path, stamp) -> wanted.read(path, stamp).ifPresent(sources::add));
        return sources;
    }
}
