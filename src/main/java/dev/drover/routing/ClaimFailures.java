package dev.drover.routing;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jboss.logging.Logger;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;

/** Hears of each look at the job table that fails, such as twice a second on a full disk, and tells of it once. */
@Named("claimFailures")
@Singleton
@RegisterForReflection
public class ClaimFailures implements ExceptionHandler {

    private static final Logger LOG = Logger.getLogger("drover");

    private final Stopping stopping;
    private final FailureReasons reasons;
    private final AtomicReference<String> told = new AtomicReference<>("");

    public ClaimFailures(Stopping stopping, FailureReasons reasons) {
        this.stopping = stopping;
        this.reasons = reasons;
    }

    /** A job has been claimed. */
    void over() {
        if (!told.getAndSet("").isEmpty()) {
            LOG.info("Jobs are taken again");
        }
    }

    @Override
    public void handleException(Throwable failure) {
        if (!stopping.begun()) {
            Exception why = failure instanceof Exception exception ? exception : new IllegalStateException(failure);
            String reason = reasons.of(why);
            if (!reason.equals(told.getAndSet(reason))) {
                LOG.errorf("No job can be taken: %s. That is tried again all the time", reason);
            }
        }
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
