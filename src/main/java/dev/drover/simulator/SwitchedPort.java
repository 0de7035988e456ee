package dev.drover.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** A port that can refuse connections for a while, speak plainly or encrypted, and keeps its number. */
final class SwitchedPort implements AutoCloseable {

    private static final int BIND_TRIES = 100;
    private static final long BIND_PAUSE_MS = 10;

    /** How the port is meant to be. */
    enum State {
        CLOSED,
        PLAIN,
        ENCRYPTED
    }

    private final SimulatorServer servers;
    private final String host;
    private final Supplier<Certificates> certificates;
    private final Handler<HttpServerRequest> handler;

    private int number;
    private State state = State.CLOSED;
    private Optional<HttpServer> server = Optional.empty();
    /** Keeps the port ours while nothing listens on it; who connects to it is refused. */
    private Optional<Socket> held = Optional.empty();

    private Future<Void> arranged = Future.succeededFuture();

    /**
     * Closed at first.
     *
     * @param number 0 for any free one
     * @param certificates asked for each time it begins to speak encrypted
     */
    SwitchedPort(
            SimulatorServer servers,
            String host,
            int number,
            Supplier<Certificates> certificates,
            Handler<HttpServerRequest> handler) {
        this.servers = servers;
        this.host = host;
        this.number = number;
        this.certificates = certificates;
        this.handler = handler;
    }

    /** Known as soon as it was open once. */
    synchronized int number() {
        return number;
    }

    /** Brings the port into the wanted state, after whatever is being done to it already. */
    synchronized Future<Void> become(State wanted) {
        arranged = arranged.otherwiseEmpty().compose(before -> {
            synchronized (this) {
                if (wanted == state) {
                    return Future.succeededFuture();
                }
                return server.map(HttpServer::close)
                        .orElseGet(Future::succeededFuture)
                        .compose(closed -> wanted == State.CLOSED ? refuse() : open(wanted));
            }
        });
        return arranged;
    }

    private Future<Void> refuse() {
        synchronized (this) {
            server = Optional.empty();
            state = State.CLOSED;
        }
        // Left free, the port could become that of any connection this machine opens, and would not come back
        return whenFree(BIND_TRIES, this::hold).map(socket -> {
            synchronized (this) {
                held = Optional.of(socket);
            }
            return null;
        });
    }

    private Future<Socket> hold() {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, number()));
            return Future.succeededFuture(socket);
        } catch (IOException taken) {
            return Future.failedFuture(taken);
        }
    }

    private Future<Void> open(State wanted) {
        synchronized (this) {
            server = Optional.empty();
            state = State.CLOSED;
            release();
        }
        Optional<Certificates> shown = wanted == State.ENCRYPTED ? Optional.of(certificates.get()) : Optional.empty();
        return whenFree(BIND_TRIES, () -> servers.http(shown, handler).listen(number(), host))
                .map(opened -> {
                    synchronized (this) {
                        server = Optional.of(opened);
                        state = wanted;
                        number = opened.actualPort();
                    }
                    return null;
                });
    }

    /** Tries again for a moment: the system closes a port only when its event loop looks at it next, after it said so. */
    private <T> Future<T> whenFree(int tries, Supplier<Future<T>> bind) {
        return bind.get()
                .recover(failure -> failure instanceof BindException && tries > 1
                        ? servers.vertx
                                .timer(BIND_PAUSE_MS, TimeUnit.MILLISECONDS)
                                .compose(later -> whenFree(tries - 1, bind))
                        : Future.failedFuture(failure));
    }

    private void release() {
        try {
            if (held.isPresent()) {
                held.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held = Optional.empty();
        }
    }

    /** Gives the port free once nothing listens any more. */
    @Override
    public synchronized void close() {
        release();
    }
}
