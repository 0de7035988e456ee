package dev.drover.routing;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

/** Requests of HTTP clients, which wait while the routes that answer them are replaced. */
@Singleton
public class HeldRequests {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean held;

    /**
     * Whether a request has to wait.
     *
     * @param later what is done then when it need not wait any more
     */
    public synchronized boolean waits(Runnable later) {
        if (held) {
            waiting.add(later);
        }
        return held;
    }

    synchronized void hold() {
        held = true;
    }

    void release() {
        List<Runnable> released;
        synchronized (this) {
            held = false;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
    }
}
