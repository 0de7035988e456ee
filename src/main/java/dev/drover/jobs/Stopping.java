package dev.drover.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/** Knows when Drover is asked to stop, so that work on its way ends early and is kept for the next start. */
@Singleton
public class Stopping {

    /** When this hears of it, among those that observe the event; only what counts the work on its way comes before. */
    public static final int FIRST = 2;

    private final CountDownLatch begun = new CountDownLatch(1);

    /** Whether Drover is on its way out. */
    public boolean begun() {
        return begun.getCount() == 0;
    }

    /** The same, or it will be within this time: a signal reaches Drover and the programs that it runs one after the other. */
    public boolean begunWithin(Duration time) throws InterruptedException {
        return begun.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void camelStops(@Observes CamelContextStoppingEvent event) {
        begun.countDown();
    }

    void applicationStops(@Observes @Priority(FIRST) ShutdownEvent event) {
        begun.countDown();
    }
}
