package dev.drover.routing;

import java.time.Duration;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jboss.logging.Logger;

import dev.drover.ffmpeg.SignalException;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;

/**
 * Turns Java errors into failures of the exchange. A native binary throws an {@code Error} where reflection meets a type it
 * was not told of; without this guard that would end a consumer's thread silently, and with it the route.
 *
 * <p>What fails while Drover stops was stopped, whatever it says of itself: nobody tries it again or complains of it.
 */
public final class ErrorGuard implements InterceptStrategy {

    private static final Logger LOG = Logger.getLogger("drover");

    private static final Duration SAME_SIGNAL = Duration.ofSeconds(1);

    private final Stopping stopping;

    ErrorGuard(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    return super.process(exchange, sync -> {
                        nameTheStop(exchange);
                        callback.done(sync);
                    });
                } catch (Error error) {
                    // Nothing can be done any more, least of all here; an endless recursion is over when it gets here
                    if (error instanceof VirtualMachineError && !(error instanceof StackOverflowError)) {
                        throw error;
                    }
                    exchange.setException(new IllegalStateException(
                            "A fault in Drover itself, in route " + exchange.getFromRouteId() + ": " + error, error));
                    callback.done(true);
                    return true;
                }
            }
        };
    }

    private void nameTheStop(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null && !(failure instanceof StoppedException) && isOfTheStop(failure)) {
            LOG.debug("Broken off by the stop", failure);
            exchange.setException(new StoppedException());
        }
    }

    /** A terminal signals FFmpeg, too, which may be faster. */
    private boolean isOfTheStop(Exception failure) {
        try {
            return failure instanceof SignalException ? stopping.begunWithin(SAME_SIGNAL) : stopping.begun();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return stopping.begun();
        }
    }
}
