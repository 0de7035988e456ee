package dev.drover.routing;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jboss.logging.Logger;

import dev.drover.jobs.FailureReasons;

/** Says in one line that something is tried again, and why; Camel's own line is about message ids. */
@Named("tellRetry")
@Singleton
@RegisterForReflection
public class TellRetry implements Processor {

    private static final Logger LOG = Logger.getLogger("retry");

    private final FailureReasons reasons;

    public TellRetry(FailureReasons reasons) {
        this.reasons = reasons;
    }

    @Override
    public void process(Exchange exchange) {
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (why != null) {
            LOG.infof("Trying again: %s", reasons.of(why));
        }
    }
}
