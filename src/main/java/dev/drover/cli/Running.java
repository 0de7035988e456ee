package dev.drover.cli;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartupFailureEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.drover.api.ApiSettings;
import dev.drover.capture.CaptureFolders;
import dev.drover.capture.CaptureSettings;
import dev.drover.capture.Stills;
import dev.drover.clips.ClipTimes;
import dev.drover.clips.SegmentSettings;
import dev.drover.ffmpeg.FfmpegExecutable;
import dev.drover.ffmpeg.ProcessException;
import dev.drover.files.DataFolder;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.RunningJobs;
import dev.drover.jobs.Worker;
import dev.drover.reolink.Nvrs;
import dev.drover.rhombus.RhombusSettings;
import dev.drover.routing.HeldRequests;
import dev.drover.routing.PackagedRoutes;
import dev.drover.routing.RouteReload;
import dev.drover.timelapse.Captures;
import dev.drover.timelapse.TimelapseFolders;
import dev.drover.timelapse.VideoStyles;

/** The started application, as commands use it. */
@Singleton
class Running {

    private static final Logger LOG = Logger.getLogger("drover");

    private final CamelContext context;
    private final ProducerTemplate producer;
    private final DataFolder folder;
    private final FailureReasons reasons;
    private final Clock clock;
    private final RhombusSettings rhombus;
    private final DownloadProgress progress;
    private final CamelRuntime runtime;
    private final Worker worker;
    private final RunningJobs running;
    private final RouteReload routes;
    private final HeldRequests requests;
    private final PackagedRoutes packaged;
    private final FfmpegExecutable ffmpeg;
    private final ClipTimes times;
    private final Optional<Path> clipSource;
    private final ApiSettings api;
    private final Nvrs nvrs;
    private final Captures captures;
    private final TimelapseFolders timelapses;
    private final VideoStyles styles;
    private final CaptureFolders captureFolders;
    private final Stills stills;
    private final boolean capturing;
    private final boolean polls;
    private final String management;
    private final AtomicReference<Optional<Throwable>> startFailure = new AtomicReference<>(Optional.empty());
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicBoolean downloading = new AtomicBoolean();
    private final AtomicBoolean endless = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Running(
            CamelContext context,
            ProducerTemplate producer,
            DataFolder folder,
            FailureReasons reasons,
            Clock clock,
            RhombusSettings rhombus,
            DownloadProgress progress,
            CamelRuntime runtime,
            Worker worker,
            RunningJobs running,
            RouteReload routes,
            HeldRequests requests,
            PackagedRoutes packaged,
            FfmpegExecutable ffmpeg,
            ClipTimes times,
            SegmentSettings segments,
            ApiSettings api,
            Nvrs nvrs,
            Captures captures,
            TimelapseFolders timelapses,
            VideoStyles styles,
            CaptureSettings capture,
            CaptureFolders captureFolders,
            Stills stills,
            @ConfigProperty(name = "footage.poll") boolean polls,
            @ConfigProperty(name = "quarkus.management.host") String managementHost,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.clock = clock;
        this.rhombus = rhombus;
        this.progress = progress;
        this.runtime = runtime;
        this.worker = worker;
        this.running = running;
        this.routes = routes;
        this.requests = requests;
        this.packaged = packaged;
        this.ffmpeg = ffmpeg;
        this.times = times;
        this.clipSource = segments.source();
        this.api = api;
        this.nvrs = nvrs;
        this.captures = captures;
        this.timelapses = timelapses;
        this.styles = styles;
        this.captureFolders = captureFolders;
        this.stills = stills;
        this.capturing = capture.devices().isPresent() || capture.folder().isPresent();
        this.polls = polls;
        this.management = managementHost + ":" + managementPort;
        this.context = context;
        this.producer = producer;
        this.folder = folder;
        this.reasons = reasons;
    }

    DownloadProgress progress() {
        return progress;
    }

    /** The run of this command, that its jobs bear; empty for the service. */
    String run() {
        return worker.run();
    }

    DataFolder folder() {
        return folder;
    }

    /** What a failure says to a person. */
    String reason(Exception failure) {
        return reasons.of(failure);
    }

    /** Why Camel could not start, one line for each reason: mostly a route file with something wrong in it. */
    List<String> notStarted(Exception failure) {
        List<String> faults = routes.packagedFaults().stream()
                .map(fault -> "routes/" + fault.getMessage())
                .toList();
        return faults.isEmpty() ? List.of("Drover could not start: " + reason(failure)) : faults;
    }

    /** Starts everything, schedules too. */
    void startAll() throws Exception {
        context.getRouteController().startAllRoutes();
        routes.watch();
    }

    /** All routes run: who has asked meanwhile is answered now. */
    void answerClients() {
        requests.begin();
    }

    /** The route files. */
    RouteReload routes() {
        return routes;
    }

    /** The route files that came with Drover. */
    PackagedRoutes packaged() {
        return packaged;
    }

    /** Why there is no FFmpeg to run; empty where there is one. */
    Optional<String> withoutFfmpeg() {
        try {
            ffmpeg.path();
            return Optional.empty();
        } catch (ProcessException none) {
            return Optional.of(none.getMessage());
        }
    }

    /** Starts all that is not on a schedule. */
    void startUnscheduled() throws Exception {
        start(route -> !route.getEndpoint().getEndpointUri().startsWith("quartz:"));
    }

    /** Starts what does nothing by itself. */
    void startCallable() throws Exception {
        start(route -> route.getEndpoint().getEndpointUri().startsWith("direct:"));
    }

    /** Starts what makes clips, but does not serve them. */
    void startClips() throws Exception {
        Set<String> wanted = Set.of("keep-leases", "release-jobs", "look-for-clips", "take-clip-jobs", "make-clip");
        start(route -> wanted.contains(route.getRouteId())
                || route.getEndpoint().getEndpointUri().startsWith("direct:"));
    }

    /** Whether clips can be cut: there is a folder of segments. */
    boolean clips() {
        return clipSource.isPresent();
    }

    ClipTimes times() {
        return times;
    }

    /** Where footage goes; or that no alerts are asked for. */
    String whereFootage() {
        if (polls) {
            return "Footage goes to " + folder.results("footage");
        }
        boolean key = rhombus.apiKey().isPresent() || rhombus.apiKeyFile().isPresent();
        return "Footage: no alerts are asked for; "
                + (key ? "footage.poll is false" : "no key of Rhombus is set (RHOMBUS_API_KEY)");
    }

    /** Where clients find the API, and who may be one; or that it is not open. */
    String whereClips() {
        if (clipSource.isEmpty()) {
            return "off; clips.source, the folder of recorded segments, is not set";
        }
        boolean token = api.token().isPresent() || api.tokenFile().isPresent();
        String host = context.resolvePropertyPlaceholders("{{quarkus.http.host}}");
        boolean here = host.matches("127\\..*|localhost|::1");
        return "http://" + host + ":" + context.resolvePropertyPlaceholders("{{quarkus.http.port}}") + "/docs"
                + (here ? ", from this machine only" : "")
                + (token
                        ? ", for clients that know the API token"
                        : here
                                ? "; a token (API_TOKEN) opens it to others"
                                : ", for EVERYBODY who can reach it: set API_TOKEN");
    }

    /** Of which NVRs pictures are taken, and where they go; or that there is none. */
    String whereTimelapses() {
        return nvrs.names().isEmpty()
                ? "off; no NVR is set (NVR_HOST)"
                : "pictures of "
                        + nvrs.names().stream()
                                .map(name -> nvrs.named(name).address().getHost())
                                .collect(Collectors.joining(", "))
                        + " go to " + timelapses.root();
    }

    /** What is recorded and looked at, and where clients ask for its incidents; or that nothing is. */
    String whereCaptures() {
        if (!capturing) {
            return "off; neither capture.devices nor capture.folder is set";
        }
        int devices = captureFolders.devices().size();
        return count(devices, "device") + (devices == 0 ? "pictures" : "") + " in " + captureFolders.root()
                + ", incidents at http://" + context.resolvePropertyPlaceholders("{{quarkus.http.host}}") + ":"
                + context.resolvePropertyPlaceholders("{{quarkus.http.port}}") + "/server/alerts/getAllAlerts";
    }

    /** Where captures are. */
    CaptureFolders captureFolders() {
        return captureFolders;
    }

    Stills stills() {
        return stills;
    }

    /** Whether there are captures to look at. */
    boolean capturesWanted() {
        return capturing;
    }

    Nvrs nvrs() {
        return nvrs;
    }

    Captures captures() {
        return captures;
    }

    /** Starts what takes pictures. */
    void startCapture() throws Exception {
        startCallable();
        start("capture-on-time");
    }

    /** Where pictures and their videos are. */
    TimelapseFolders timelapses() {
        return timelapses;
    }

    /** How videos look by the settings. */
    VideoStyles videoStyles() {
        return styles;
    }

    private void start(Predicate<Route> wanted) throws Exception {
        List<String> ids = context.getRoutes().stream()
                .filter(wanted)
                .map(Route::getRouteId)
                .toList();
        for (String id : ids) {
            context.getRouteController().startRoute(id);
        }
    }

    /** Calls a route and gives back what it answers. */
    <T> T call(String route, Object body, Class<T> answer) throws Exception {
        Exchange exchange = producer.request(
                "direct:" + route, request -> request.getMessage().setBody(body));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody(answer);
    }

    /** Starts one route. */
    void start(String route) throws Exception {
        context.getRouteController().startRoute(route);
    }

    Clock clock() {
        return clock;
    }

    /** Address of the REST API. */
    URI rhombus() {
        return rhombus.apiUrl();
    }

    Instant now() {
        return clock.instant();
    }

    /** Host and port of health and metrics. */
    String management() {
        return management;
    }

    /** Why no job can be begun, nor the end of one recorded; empty where that can be, or one is being done. */
    Optional<String> standstill() {
        try {
            if (worker.idle()) {
                running.demandWritable();
            }
            return Optional.empty();
        } catch (SQLException unwritable) {
            return Optional.of(reason(unwritable));
        }
    }

    /** Waits until Drover is asked to stop. */
    void waitUntilStopped() {
        endless.set(true);
        Quarkus.waitForExit();
    }

    /** Does a command; while it downloads, a stop says what that means for what is being downloaded. */
    int run(Command command) throws Exception {
        downloading.set(command.downloads());
        try {
            return command.run(this);
        } finally {
            // Who ends by himself was not stopped
            downloading.compareAndSet(true, endless.get());
        }
    }

    private String interrupted() {
        try {
            int downloads = running.running("footage");
            int clips = running.running("clip");
            if (clips + downloads == 0) {
                return clips() ? "nothing is being made" : "nothing is being downloaded";
            }
            String what = Stream.of(count(downloads, "download"), count(clips, "clip"))
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(" and "));
            return clips + downloads == 1
                    ? what + " ends early. What there is of it stays, and the next start goes on with it"
                    : what + " end early. What there is of them stays, and the next start goes on with them";
        } catch (SQLException unreadable) {
            return "jobs end early, and the next start goes on with them";
        }
    }

    private static String count(int number, String what) {
        return number == 0 ? "" : number + " " + what + (number == 1 ? "" : "s");
    }

    /** Ends all routes; what is on its way stays in the job table. */
    void stopCamel() {
        context.stop();
    }

    /** Opens when Drover is asked to stop. */
    CountDownLatch stopped() {
        return stopped;
    }

    /** Comes before all others that observe the event: they end the downloads that are counted here. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        if (downloading.get()) {
            LOG.info("Stopping: " + interrupted());
        }
        stopped.countDown();
        started.countDown();
    }

    void startFailed(@Observes CamelContextStartupFailureEvent event) {
        startFailure.set(Optional.of(event.getCause()));
        started.countDown();
    }

    void started(@Observes CamelContextStartedEvent event) {
        started.countDown();
    }

    /**
     * Starts Camel, which with a main class of our own is ours to start, and waits until it has.
     *
     * @throws Exception why it could not start, where it could not
     */
    void startCamel() throws Exception {
        runtime.start(new String[0]);
        started.await();
        Optional<Throwable> failure = startFailure.get();
        if (failure.isPresent()) {
            throw new IllegalStateException(failure.get());
        }
    }
}
