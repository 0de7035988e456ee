package dev.drover.jobs;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/** Knows when Drover is asked to stop, so that work on its way ends early and is kept for the next start. */
@Singleton
public class Stopping {

    private final AtomicBoolean begun = new AtomicBoolean();

    /** Whether Drover is on its way out. */
    public boolean begun() {
        return begun.get();
    }

    void camelStops(@Observes CamelContextStoppingEvent event) {
        begun.set(true);
    }

    void applicationStops(@Observes ShutdownEvent event) {
        begun.set(true);
    }
}
