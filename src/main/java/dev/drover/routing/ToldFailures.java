package dev.drover.routing;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jboss.logging.Logger;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Worker;

/** Failures of a consumer that no error policy hears of, with their reason. While Drover stops they are its own doing, and no news. */
abstract class ToldFailures implements ExceptionHandler {

    static final Logger LOG = Logger.getLogger("drover");

    private final Stopping stopping;
    private final FailureReasons reasons;
    private final Worker worker;

    ToldFailures(Stopping stopping, FailureReasons reasons, Worker worker) {
        this.stopping = stopping;
        this.reasons = reasons;
        this.worker = worker;
    }

    abstract void tell(String reason);

    @Override
    public void handleException(Throwable failure) {
        if (stopping.begun()) {
            LOG.debug("Left unfinished by the stop", failure);
            return;
        }
        String reason =
                reasons.of(failure instanceof Exception exception ? exception : new IllegalStateException(failure));
        worker.troubled(reason);
        tell(reason);
        LOG.debug("Where that happened", failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
