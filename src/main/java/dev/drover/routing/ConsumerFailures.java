package dev.drover.routing;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jboss.logging.Logger;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;

/**
 * Hears of what not even the error policy of a download could settle. While Drover stops that is its own doing, such as an
 * interrupted pause before another attempt, and no news: the job stays in the table. Otherwise the outcome could not be recorded, and
 * the job is due again when its lease has ended.
 */
@Named("consumerFailures")
@Singleton
@RegisterForReflection
public class ConsumerFailures implements ExceptionHandler {

    private static final Logger LOG = Logger.getLogger("drover");

    private final Stopping stopping;
    private final FailureReasons reasons;

    public ConsumerFailures(Stopping stopping, FailureReasons reasons) {
        this.stopping = stopping;
        this.reasons = reasons;
    }

    @Override
    public void handleException(Throwable failure) {
        if (stopping.begun()) {
            LOG.debug("Left unfinished by the stop", failure);
            return;
        }
        Exception why = failure instanceof Exception exception ? exception : new IllegalStateException(failure);
        LOG.errorf(
                "The end of a download could not be recorded: %s. It is done again when its lease has ended",
                reasons.of(why));
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
