package dev.drover.routing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The threads that fetch segments, shared by all downloads. Each download has only so many segments on their way, as many
 * prepared, and one thread that prepares them; so there are enough for all, and nothing piles up.
 */
@Singleton
public class SegmentThreads {

    private static final int IDLE_SECONDS = 30;

    @Produces
    @Singleton
    @Named("segmentThreads")
    ExecutorService threads(
            @ConfigProperty(name = "footage.segments-in-flight") int inFlight,
            @ConfigProperty(name = "footage.workers") int workers) {
        AtomicInteger number = new AtomicInteger();
        int threads = (2 * inFlight + 1) * workers;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "segment-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
