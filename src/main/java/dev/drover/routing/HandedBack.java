package dev.drover.routing;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** For queues whose callers wait for the answer: a failure is told to them, and by them. */
@Named("handedBack")
@Singleton
@RegisterForReflection
public class HandedBack implements ExceptionHandler {

    @Override
    public void handleException(Throwable failure) {
        // The caller has it
    }

    @Override
    public void handleException(String message, Throwable failure) {
        // The caller has it
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        // The caller has it
    }
}
