package dev.drover.routing;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jboss.logging.Logger;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Titled;

/** Says in one line that something is tried again, and why; Camel's own line is about message ids. */
@Named("tellRetry")
@Singleton
@RegisterForReflection
public class TellRetry implements Processor {

    private static final Logger LOG = Logger.getLogger("retry");

    private final FailureReasons reasons;
    private final Stopping stopping;

    public TellRetry(FailureReasons reasons, Stopping stopping) {
        this.reasons = reasons;
        this.stopping = stopping;
    }

    @Override
    public void process(Exchange exchange) {
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        // What the stop itself breaks off is not tried again before the next start
        if (why != null && !stopping.begun()) {
            String what = exchange.getVariable("job") instanceof Titled job ? ", " + job.title() : "";
            LOG.infof("Trying again%s: %s", what, reasons.of(why));
        }
    }
}
