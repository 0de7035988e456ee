package dev.drover.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A simulated Rhombus organisation: REST API and WAN media on one port, the LAN devices on another. It behaves as the
 * vendor's documents and official samples say, not as one client wants it. Beside the vendor's addresses it has
 * {@code /simulator}, for callers on the same machine, to raise alerts and switch faults.
 */
public final class RhombusSimulator implements AutoCloseable {

    private static final List<String> RECORDED_HEADERS = List.of(
            "x-auth-scheme",
            "x-auth-apikey",
            "x-auth-ft",
            "x-auth-org",
            "x-auth-access-token",
            "authorization",
            "cookie",
            "content-type",
            "accept",
            "range",
            "user-agent");
    private static final int RECORDED_BODY = 4096;
    private static final long START_SECONDS = 20;
    private static final int BIND_TRIES = 100;
    private static final long BIND_PAUSE_MS = 10;

    /** How the LAN port is meant to be. */
    private enum LanState {
        CLOSED,
        PLAIN,
        ENCRYPTED
    }

    private final SimulatorOptions options;
    private final World world;
    private final RhombusApi api;
    private final RhombusMedia media;
    private final SimulatorControl control;
    private final RequestLog log;
    private final Vertx vertx;
    /** Held around the world; never while something is waited for. */
    private final Object lock = new Object();

    private int port;
    private int lanPort;
    private LanState lanState = LanState.CLOSED;
    private Optional<HttpServer> lanServer = Optional.empty();
    /** Keeps the LAN port ours while nothing listens on it; who connects to it is refused. */
    private Optional<Socket> lanHeld = Optional.empty();

    private Future<Void> lanArranged = Future.succeededFuture();

    private RhombusSimulator(SimulatorOptions options, MediaLibrary library) {
        this.options = options;
        this.world = new World(options);
        this.api = new RhombusApi(world, new RhombusApi.Addresses() {
            @Override
            public String lan(String device) {
                return lanAddress(device);
            }

            @Override
            public String wan() {
                return withoutSlash(url());
            }
        });
        this.media = new RhombusMedia(world, library, api);
        this.log = new RequestLog(options.logSize());
        this.control = new SimulatorControl(this);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Starts listening and returns when both ports are open.
     *
     * @throws IllegalArgumentException when a fault names a camera that does not exist
     * @throws IllegalStateException when a port is taken or a certificate cannot be read
     */
    public static RhombusSimulator start(SimulatorOptions options, MediaLibrary library) {
        RhombusSimulator simulator = new RhombusSimulator(options, library);
        try {
            simulator.world.faults.set(options.faults());
            HttpServer server = simulator.await(
                    simulator.server(options.tls().map(Certificates::of), "api").listen(options.port(), options.host()),
                    "listen on " + options.host() + ":" + options.port());
            simulator.port = server.actualPort();
            // Bound once even if it is to refuse connections, so that its number is known and ours
            simulator.lanPort = options.lanPort();
            simulator.await(
                    simulator.arrangeLan(LanState.PLAIN).compose(done -> simulator.arrangeLan()),
                    "listen on " + options.host() + ":" + options.lanPort());
            options.alertsEvery().ifPresent(every -> {
                simulator.raiseNext();
                simulator.vertx.setPeriodic(every.toMillis(), id -> simulator.raiseNext());
            });
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private <T> T await(Future<T> future, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the simulator cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the simulator could not " + what + " within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to " + what, e);
        }
    }

    // ---- ports

    private HttpServer server(Optional<Certificates> certificates, String listener) {
        HttpServerOptions http = new HttpServerOptions()
                .setTcpNoDelay(true)
                .setCompressionSupported(false)
                // Cameras speak HTTP/1.1, and a cut body is a cut connection only there
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        certificates.ifPresent(found -> found.configure(http));
        return vertx.createHttpServer(http)
                .requestHandler(request -> receive(request, listener, certificates.isPresent()))
                .exceptionHandler(failure -> {
                    // A client that breaks off or does not trust the certificate: its affair
                });
    }

    private LanState wantedLanState() {
        synchronized (lock) {
            if (world.faults.everywhere(FaultKind.LAN_REFUSED).isPresent()) {
                return LanState.CLOSED;
            }
            boolean encrypted = options.lanTls().isPresent()
                    || world.faults.everywhere(FaultKind.LAN_SELF_SIGNED).isPresent();
            return encrypted ? LanState.ENCRYPTED : LanState.PLAIN;
        }
    }

    private Future<Void> arrangeLan() {
        return arrangeLan(wantedLanState());
    }

    /** Brings the LAN port into the wanted state, after whatever is being done to it already. */
    private Future<Void> arrangeLan(LanState wanted) {
        synchronized (lock) {
            lanArranged = lanArranged.otherwiseEmpty().compose(before -> {
                synchronized (lock) {
                    if (wanted == lanState) {
                        return Future.succeededFuture();
                    }
                }
                return lanServer
                        .map(HttpServer::close)
                        .orElseGet(Future::succeededFuture)
                        .compose(closed -> wanted == LanState.CLOSED ? refuseLan() : openLan(wanted));
            });
            return lanArranged;
        }
    }

    private Future<Void> refuseLan() {
        synchronized (lock) {
            lanServer = Optional.empty();
            lanState = LanState.CLOSED;
        }
        // Left free, the port could become that of any connection this machine opens, and would not come back
        return whenFree(BIND_TRIES, this::holdLan).map(held -> {
            synchronized (lock) {
                lanHeld = Optional.of(held);
            }
            return null;
        });
    }

    private Future<Socket> holdLan() {
        Socket held = new Socket();
        try {
            held.setReuseAddress(true);
            held.bind(new InetSocketAddress(options.host(), lanPort));
            return Future.succeededFuture(held);
        } catch (IOException taken) {
            return Future.failedFuture(taken);
        }
    }

    private Future<Void> openLan(LanState wanted) {
        synchronized (lock) {
            lanServer = Optional.empty();
            lanState = LanState.CLOSED;
            releaseLan();
        }
        Optional<Certificates> certificates = wanted == LanState.ENCRYPTED
                ? Optional.of(options.lanTls().map(Certificates::of).orElseGet(Certificates::selfSigned))
                : Optional.empty();
        return whenFree(BIND_TRIES, () -> server(certificates, "lan").listen(lanPort, options.host()))
                .map(server -> {
                    synchronized (lock) {
                        lanServer = Optional.of(server);
                        lanState = wanted;
                        lanPort = server.actualPort();
                    }
                    return null;
                });
    }

    /** Tries again for a moment: the system closes a port only when its event loop looks at it next, after it said so. */
    private <T> Future<T> whenFree(int tries, Supplier<Future<T>> bind) {
        return bind.get()
                .recover(failure -> failure instanceof BindException && tries > 1
                        ? vertx.timer(BIND_PAUSE_MS, TimeUnit.MILLISECONDS).compose(later -> whenFree(tries - 1, bind))
                        : Future.failedFuture(failure));
    }

    private void releaseLan() {
        try {
            if (lanHeld.isPresent()) {
                lanHeld.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lanHeld = Optional.empty();
        }
    }

    private String shownHost() {
        return options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    }

    private String lanAddress(String device) {
        if (options.publicUrl().isPresent()) {
            return withoutSlash(options.publicUrl().get());
        }
        boolean refused = world.faults.has(FaultKind.LAN_REFUSED, device)
                && world.faults.everywhere(FaultKind.LAN_REFUSED).isEmpty();
        if (refused) {
            return "http://" + shownHost() + ":1"; // the port of a service nobody runs any more
        }
        boolean encrypted = options.lanTls().isPresent() || world.faults.has(FaultKind.LAN_SELF_SIGNED, device);
        return (encrypted ? "https://" : "http://") + shownHost() + ":" + lanPort;
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The base of the API's addresses, as handed out: the public URL where there is one. */
    public URI url() {
        return options.publicUrl().orElseGet(this::localUrl);
    }

    /** Where the simulator itself listens for API and WAN media. */
    public URI localUrl() {
        return URI.create((options.tls().isPresent() ? "https://" : "http://") + shownHost() + ":" + port);
    }

    /** The port of the LAN devices. */
    public int lanPort() {
        return lanPort;
    }

    // ---- control

    /** The options it was started with. */
    public SimulatorOptions options() {
        return options;
    }

    /** What it was asked so far. */
    public RequestLog log() {
        return log;
    }

    /** Adds an alert, or replaces the one with the same id. */
    public SimulatedAlert raise(SimulatedAlert alert) {
        synchronized (lock) {
            world.put(alert);
        }
        return alert;
    }

    /** Raises a plausible alert of 6–20 s that is just over, on the next camera. */
    public SimulatedAlert raiseNext() {
        synchronized (lock) {
            return world.raiseNext();
        }
    }

    /** All alerts that the API would show now, newest first. */
    public List<SimulatedAlert> alerts() {
        synchronized (lock) {
            return world.alerts(alert -> true, Integer.MAX_VALUE);
        }
    }

    public void clearAlerts() {
        synchronized (lock) {
            world.clearAlerts();
        }
    }

    /** The faults in force. */
    public List<Fault> faults() {
        synchronized (lock) {
            return world.faults.all();
        }
    }

    /**
     * Replaces all faults and forgets how often they struck; returns when the ports are as they are to be.
     *
     * @throws IllegalArgumentException when a fault names a camera that does not exist
     */
    public void setFaults(List<Fault> faults) {
        await(changeFaults(faults), "change the LAN port");
    }

    /** As {@link #setFaults(List)}. */
    public void setFaults(Fault... faults) {
        setFaults(List.of(faults));
    }

    Future<Void> changeFaults(List<Fault> faults) {
        synchronized (lock) {
            world.faults.set(faults);
        }
        return arrangeLan();
    }

    /**
     * Takes footage of a camera away: placeholder pictures come instead, and the presence windows show it.
     *
     * @param start first second without footage; rounded down to even seconds, the end up
     */
    public void addGap(String cameraUuid, Instant start, Duration length) {
        synchronized (lock) {
            world.addGap(cameraUuid, start.getEpochSecond(), length.toSeconds());
        }
    }

    public void clearGaps() {
        synchronized (lock) {
            world.clearGaps();
        }
    }

    /** Ends all listening; what is being answered is broken off. */
    @Override
    public void close() {
        await(vertx.close(), "close");
        synchronized (lock) {
            releaseLan();
        }
    }

    // ---- requests

    private void receive(HttpServerRequest request, String listener, boolean encrypted) {
        if (request.path() == null || !request.path().startsWith("/")) {
            request.response().setStatusCode(400).end();
            return;
        }
        switch (request.method().name()) {
            case "GET", "HEAD", "DELETE" -> answer(request, listener, encrypted, Buffer.buffer());
            default -> request.body().onSuccess(body -> answer(request, listener, encrypted, body));
        }
    }

    private void answer(HttpServerRequest request, String listener, boolean encrypted, Buffer body) {
        String path = request.path();
        if (listener.equals("api") && (path.equals("/simulator") || path.startsWith("/simulator/"))) {
            control.answer(request, body);
            return;
        }
        Answer answer;
        synchronized (lock) {
            answer = decide(request, listener, encrypted, body);
        }
        record(request, listener, body, answer);
        boolean isMedia = answer.device().isPresent();
        if (isMedia) {
            String device = answer.device().get();
            AtomicBoolean over = new AtomicBoolean();
            log.begin(device);
            request.response().endHandler(done -> {
                if (over.compareAndSet(false, true)) {
                    log.end(device);
                }
            });
            request.response().closeHandler(done -> {
                if (over.compareAndSet(false, true)) {
                    log.end(device);
                }
            });
        }
        long delay = options.delay().toMillis() + answer.extraDelayMs();
        if (delay > 0) {
            vertx.setTimer(delay, id -> deliver(request, answer));
        } else {
            deliver(request, answer);
        }
    }

    private Answer decide(HttpServerRequest request, String listener, boolean encrypted, Buffer body) {
        String path = request.path();
        String method = request.method().name();
        Credentials credentials = Credentials.of(request.headers(), request.params());
        boolean lanPaths = listener.equals("lan") || options.publicUrl().isPresent();
        if (listener.equals("api") && path.startsWith("/api/")) {
            boolean certificate = !encrypted || clientCertificate(request);
            return api.answer(method, path, credentials, certificate, body.getBytes());
        }
        if (listener.equals("api") && path.startsWith("/dash/")) {
            return media.answer(RhombusMedia.Side.WAN, method, path, credentials);
        }
        if (listener.equals("api") && path.startsWith("/media/")) {
            return media.answer(RhombusMedia.Side.CLOUD, method, path, credentials);
        }
        if (lanPaths && RhombusMedia.isLan(path)) {
            boolean refused = listener.equals("api")
                    && world.faults.everywhere(FaultKind.LAN_REFUSED).isPresent();
            return refused ? Answer.closed() : media.answer(RhombusMedia.Side.LAN, method, path, credentials);
        }
        return Answer.text(404, "Not Found");
    }

    private static boolean clientCertificate(HttpServerRequest request) {
        try {
            return request.sslSession() != null && request.sslSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    private void record(HttpServerRequest request, String listener, Buffer body, Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : RECORDED_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        String text = body.length() == 0 ? "" : body.getString(0, Math.min(body.length(), RECORDED_BODY));
        RecordedRequest recorded = new RecordedRequest(
                world.now(),
                listener,
                request.method().name(),
                request.path(),
                request.query() == null ? "" : request.query(),
                headers,
                text,
                answer.status(),
                answer.device(),
                answer.segment(),
                answer.body().length);
        log.add(recorded, answer.range(), answer.delivery() == Answer.Delivery.WHOLE);
    }

    private static void deliver(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        switch (answer.delivery()) {
            case NEVER -> {
                // The caller waits until it gives up
            }
            case CLOSED -> request.connection().close();
            case CUT, WHOLE -> {
                response.setStatusCode(answer.status());
                response.putHeader("Content-Type", answer.type());
                response.putHeader("Content-Length", Integer.toString(answer.body().length));
                answer.headers().forEach(response::putHeader);
                Buffer body = Buffer.buffer(answer.body());
                if (request.method().name().equals("HEAD")) {
                    response.end();
                } else if (answer.delivery() == Answer.Delivery.CUT) {
                    response.write(body.getBuffer(0, body.length() / 2))
                            .onComplete(done -> request.connection().close());
                } else {
                    response.end(body);
                }
            }
        }
    }
}
