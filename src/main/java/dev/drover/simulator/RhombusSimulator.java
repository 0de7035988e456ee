package dev.drover.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
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

    private final SimulatorOptions options;
    private final World world;
    private final RhombusApi api;
    private final RhombusMedia media;
    private final SimulatorControl control;
    private final RequestLog log;
    private final SimulatorServer server;
    private final SwitchedPort lan;
    /** Held around the world; never while something is waited for. */
    private final Object lock = new Object();

    private int port;

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
        this.server = new SimulatorServer(2);
        this.lan = new SwitchedPort(
                server,
                options.host(),
                options.lanPort(),
                () -> options.lanTls().map(Certificates::of).orElseGet(Certificates::selfSigned),
                request -> receive(request, "lan"));
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
            HttpServer api = simulator.server.http(
                    options.tls().map(Certificates::of), request -> simulator.receive(request, "api"));
            simulator.port = simulator
                    .server
                    .await(
                            api.listen(options.port(), options.host()),
                            "listen on " + options.host() + ":" + options.port())
                    .actualPort();
            // Bound once even if it is to refuse connections, so that its number is known and ours
            simulator.server.await(
                    simulator.lan.become(SwitchedPort.State.PLAIN).compose(done -> simulator.arrangeLan()),
                    "listen on " + options.host() + ":" + options.lanPort());
            options.alertsEvery().ifPresent(every -> {
                simulator.raiseNext();
                simulator.server.vertx.setPeriodic(every.toMillis(), id -> simulator.raiseNext());
            });
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private Future<Void> arrangeLan() {
        return lan.become(wantedLanState());
    }

    private SwitchedPort.State wantedLanState() {
        synchronized (lock) {
            if (world.faults.everywhere(FaultKind.LAN_REFUSED).isPresent()) {
                return SwitchedPort.State.CLOSED;
            }
            boolean encrypted = options.lanTls().isPresent()
                    || world.faults.everywhere(FaultKind.LAN_SELF_SIGNED).isPresent();
            return encrypted ? SwitchedPort.State.ENCRYPTED : SwitchedPort.State.PLAIN;
        }
    }

    private String lanAddress(String device) {
        if (options.publicUrl().isPresent()) {
            return withoutSlash(options.publicUrl().get());
        }
        boolean refused = world.faults.has(FaultKind.LAN_REFUSED, device)
                && world.faults.everywhere(FaultKind.LAN_REFUSED).isEmpty();
        if (refused) {
            return "http://" + SimulatorServer.shown(options.host())
                    + ":1"; // the port of a service nobody runs any more
        }
        boolean encrypted = options.lanTls().isPresent() || world.faults.has(FaultKind.LAN_SELF_SIGNED, device);
        return (encrypted ? "https://" : "http://") + SimulatorServer.shown(options.host()) + ":" + lan.number();
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
        return URI.create((options.tls().isPresent() ? "https://" : "http://") + SimulatorServer.shown(options.host())
                + ":" + port);
    }

    /** The port of the LAN devices. */
    public int lanPort() {
        return lan.number();
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
        server.await(changeFaults(faults), "change the LAN port");
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
        server.close();
        lan.close();
    }

    // ---- requests

    private void receive(HttpServerRequest request, String listener) {
        if (request.path() == null || !request.path().startsWith("/")) {
            request.response().setStatusCode(400).end();
            return;
        }
        switch (request.method().name()) {
            case "GET", "HEAD", "DELETE" -> answer(request, listener, Buffer.buffer());
            default -> request.body().onSuccess(body -> answer(request, listener, body));
        }
    }

    private void answer(HttpServerRequest request, String listener, Buffer body) {
        String path = request.path();
        if (listener.equals("api") && (path.equals("/simulator") || path.startsWith("/simulator/"))) {
            control.answer(request, body);
            return;
        }
        Answer answer;
        synchronized (lock) {
            answer = decide(request, listener, body);
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
            server.vertx.setTimer(delay, id -> deliver(request, answer));
        } else {
            deliver(request, answer);
        }
    }

    private Answer decide(HttpServerRequest request, String listener, Buffer body) {
        String path = request.path();
        String method = request.method().name();
        Credentials credentials = Credentials.of(request.headers(), request.params());
        boolean lanPaths = listener.equals("lan") || options.publicUrl().isPresent();
        if (listener.equals("api") && path.startsWith("/api/")) {
            boolean certificate = !request.isSSL() || clientCertificate(request);
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
                answer.head(response);
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
