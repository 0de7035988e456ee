package dev.drover.routing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * The threads that fetch segments, shared by all downloads. A download prepares only twice as many segments as it may have on
 * their way, so a thread is made when none is idle and there are never more than downloads need; nothing piles up.
 */
@Singleton
public class SegmentThreads {

    private static final int IDLE_SECONDS = 30;

    @Produces
    @Singleton
    @Named("segmentThreads")
    ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "segment-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
