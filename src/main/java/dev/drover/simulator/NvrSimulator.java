package dev.drover.simulator;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A simulated Reolink NVR of the old and delicate kind: few sessions, one request at a time, and everything it is asked too
 * hastily it remembers. It behaves as the vendor's guide and those who live with such devices say, not as one client wants
 * it. Beside it there is {@code /simulator} on a port of its own, for callers on the same machine, to switch faults and to
 * ask how it was treated.
 */
public final class NvrSimulator implements AutoCloseable {

    private static final int RECORDED_BODY = 4096;
    private static final long HEARING_MS = 20;

    private final NvrOptions options;
    private final NvrWatch watch;
    private final NvrDevice device;
    private final NvrApi api;
    private final SimulatorServer server;
    private final SwitchedPort port;
    /** Held around the device; never while something is waited for. */
    private final Object lock = new Object();

    private int controlPort;

    private NvrSimulator(NvrOptions options, NvrPictures pictures) {
        this.options = options;
        this.watch = new NvrWatch(options.logSize(), System.nanoTime());
        this.device = new NvrDevice(options, watch);
        this.api = new NvrApi(device, pictures, this::beginReboot);
        // One thread, so that what ends and what begins are seen in this order
        this.server = new SimulatorServer(1);
        Optional<Certificates> certificates = options.tls()
                .map(Certificates::of)
                .or(() -> options.selfSigned() ? Optional.of(Certificates.selfSigned()) : Optional.empty());
        this.port = new SwitchedPort(server, options.host(), options.port(), certificates::orElseThrow, this::receive);
    }

    /**
     * Starts listening and returns when both ports are open.
     *
     * @throws IllegalStateException when a port is taken or a certificate cannot be read
     */
    public static NvrSimulator start(NvrOptions options, NvrPictures pictures) {
        NvrSimulator simulator = new NvrSimulator(options, pictures);
        try {
            SimulatorServer server = simulator.server;
            HttpServer control = server.http(Optional.empty(), new NvrControl(simulator)::receive);
            simulator.controlPort = server.await(
                            control.listen(options.controlPort(), "127.0.0.1"),
                            "listen on 127.0.0.1:" + options.controlPort())
                    .actualPort();
            // Bound once even if it is to refuse connections, so that its number is known and ours
            server.await(
                    simulator.port.become(simulator.open()).compose(done -> simulator.changeFaults(options.faults())),
                    "listen on " + options.host() + ":" + options.port());
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    /** Where the device listens. */
    public URI url() {
        return URI.create((device.encrypted() ? "https://" : "http://") + SimulatorServer.shown(options.host()) + ":"
                + port.number());
    }

    /** Where the simulator is controlled from this machine; it listens also while the device refuses connections. */
    public URI controlUrl() {
        return URI.create("http://127.0.0.1:" + controlPort + "/simulator");
    }

    /** The options it was started with. */
    public NvrOptions options() {
        return options;
    }

    // ---- control

    /** How gently it was treated so far. */
    public NvrEvidence evidence() {
        synchronized (lock) {
            return watch.evidence(device.numbers(), device::availableMs);
        }
    }

    /** The latest requests, in the order in which they ended. */
    public List<NvrRequest> requests() {
        return watch.requests();
    }

    /** Forgets the requests and begins the evidence anew; sessions stay. */
    public void clearEvidence() {
        synchronized (lock) {
            device.clearEvidence();
        }
    }

    /** The faults in force. */
    public List<NvrFault> faults() {
        synchronized (lock) {
            return device.faults.all();
        }
    }

    /** Replaces all faults and forgets how often they struck; returns when the port is as it is to be. */
    public void setFaults(List<NvrFault> faults) {
        server.await(changeFaults(faults), "change the port");
    }

    /**
     * As {@link #setFaults(List)}, as written on the command line.
     *
     * @throws IllegalArgumentException naming the word that is wrong
     */
    public void setFaults(String faults) {
        setFaults(NvrFault.parse(faults));
    }

    Future<Void> changeFaults(List<NvrFault> faults) {
        synchronized (lock) {
            device.setFaults(faults);
        }
        return arrange();
    }

    /** Adds a channel, or replaces the one with the same number: another name, online or offline. */
    public void put(NvrChannel channel) {
        synchronized (lock) {
            device.put(channel);
        }
    }

    /** The channels as they are at the moment. */
    public List<NvrChannel> channels() {
        synchronized (lock) {
            return List.copyOf(device.channels());
        }
    }

    /** All sessions end, and connections are refused for the time that a reboot takes; returns when they are. */
    public void reboot() {
        server.await(beginReboot(), "close the port");
    }

    Future<Void> beginReboot() {
        synchronized (lock) {
            device.reboot();
        }
        server.vertx.setTimer(Math.max(1, device.realMs(options.rebootTime().toMillis())), up -> {
            synchronized (lock) {
                device.rebooted();
            }
            arrange();
        });
        return arrange();
    }

    /** All sessions end. */
    public void endSessions() {
        synchronized (lock) {
            device.endAll();
        }
    }

    /** How many sessions there are now. */
    public int sessions() {
        synchronized (lock) {
            return device.sessions().size();
        }
    }

    /** Ends all listening; what is being answered is broken off. */
    @Override
    public void close() {
        server.close();
        port.close();
    }

    private Future<Void> arrange() {
        synchronized (lock) {
            return port.become(device.isRefusing() ? SwitchedPort.State.CLOSED : open());
        }
    }

    private SwitchedPort.State open() {
        return device.encrypted() ? SwitchedPort.State.ENCRYPTED : SwitchedPort.State.PLAIN;
    }

    // ---- requests

    private void receive(HttpServerRequest request) {
        NvrWatch.Flight flight = new NvrWatch.Flight(
                options.clock().instant(),
                System.nanoTime(),
                request.method().name(),
                String.valueOf(request.path()),
                Optional.ofNullable(request.query()).orElse(""));
        watch.begins(flight);
        request.response().closeHandler(gone -> leaves(flight));
        request.body().onFailure(gone -> leaves(flight)).onSuccess(body -> {
            if (watch.isAlone(flight)) {
                answer(request, flight, body);
            } else {
                // The client of the other one may have left, which is heard of a moment later when both come together
                server.vertx.setTimer(HEARING_MS, later -> answer(request, flight, body));
            }
        });
    }

    private void leaves(NvrWatch.Flight flight) {
        watch.ends(flight, System.nanoTime(), true);
    }

    private void answer(HttpServerRequest request, NvrWatch.Flight flight, Buffer body) {
        if (request.response().closed()) {
            return;
        }
        NvrCall call = NvrCall.of(request, body);
        flight.is(body.getString(0, Math.min(body.length(), RECORDED_BODY)), call);
        boolean parallel = watch.isParallel(flight);
        NvrAnswer answer;
        synchronized (lock) {
            answer = api.answer(call, flight, parallel);
        }
        watch.measureGap(flight, parallel);
        flight.gets(answer);
        long delay = device.realMs(options.delay().toMillis() + answer.answer().extraDelayMs());
        if (delay > 0) {
            server.vertx.setTimer(delay, id -> deliver(request, flight, answer.answer()));
        } else {
            deliver(request, flight, answer.answer());
        }
    }

    private void deliver(HttpServerRequest request, NvrWatch.Flight flight, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Buffer body = Buffer.buffer(answer.body());
        switch (answer.delivery()) {
            case NEVER -> {
                // The caller waits until it gives up
            }
            case CLOSED -> {
                watch.ends(flight, System.nanoTime(), false);
                request.connection().close();
            }
            case CUT -> {
                answer.head(response);
                response.write(body.getBuffer(0, body.length() / 2)).onSuccess(half -> {
                    watch.ends(flight, System.nanoTime(), false);
                    request.connection().close();
                });
            }
            case WHOLE -> {
                answer.head(response);
                if (body.length() == 0) {
                    end(response, flight, body);
                } else {
                    // The last byte goes by itself: nobody can be done with the answer before it was over here
                    int last = body.length() - 1;
                    response.write(body.getBuffer(0, last))
                            .onSuccess(sent -> end(response, flight, body.getBuffer(last, last + 1)));
                }
            }
        }
    }

    private void end(HttpServerResponse response, NvrWatch.Flight flight, Buffer last) {
        watch.ends(flight, System.nanoTime(), false);
        response.end(last);
    }
}
