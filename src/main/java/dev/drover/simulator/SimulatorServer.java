package dev.drover.simulator;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Vert.x as the simulators use it: few threads, HTTP/1.1, nothing that writes to disk. */
final class SimulatorServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    final Vertx vertx;

    SimulatorServer(int threads) {
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(threads)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** A server that does not listen yet. */
    HttpServer http(Optional<Certificates> certificates, Handler<HttpServerRequest> handler) {
        HttpServerOptions http = new HttpServerOptions()
                .setTcpNoDelay(true)
                .setCompressionSupported(false)
                // Cameras speak HTTP/1.1, and a cut body is a cut connection only there
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        certificates.ifPresent(found -> found.configure(http));
        return vertx.createHttpServer(http).requestHandler(handler).exceptionHandler(failure -> {
            // A client that breaks off or does not trust the certificate: its affair
        });
    }

    /** @throws IllegalStateException when it fails or takes too long, saying what */
    <T> T await(Future<T> future, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the simulator cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the simulator could not " + what + " within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to " + what, e);
        }
    }

    /** Where a server that listens there can be reached from this machine. */
    static String shown(String host) {
        return host.equals("0.0.0.0") ? "127.0.0.1" : host;
    }

    /** Ends all listening; what is being answered is broken off. */
    @Override
    public void close() {
        await(vertx.close(), "close");
    }
}
