package dev.drover.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Singleton;

/** Requests of HTTP clients, which wait while the routes that answer them start or are replaced. */
@Singleton
public class HeldRequests {

    private final Lock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final List<Waiting> waiting = new ArrayList<>();
    private int inside;
    private boolean begun;
    private boolean held;
    private boolean emptying;
    private long times;

    /** A request that waits. */
    public interface Waiting {

        /** @param stopped whether there will be no routes any more, for Drover stops */
        void goOn(boolean stopped);
    }

    /** How often the routes that answer may have been replaced: a number that grows. */
    public long times() {
        lock.lock();
        try {
            return times;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a request may go on to the routes; it must tell then when it was {@link #answered}.
     *
     * @param brief whether it takes no time: such a one need not wait for those that went on before
     * @param later what is done when it need not wait any more, where it may not
     */
    public boolean enter(boolean brief, Waiting later) {
        lock.lock();
        try {
            boolean may = begun && (!held || (brief && emptying));
            if (may) {
                inside++;
            } else {
                waiting.add(later);
            }
            return may;
        } finally {
            lock.unlock();
        }
    }

    /** All routes have started; until then requests wait. */
    public void begin() {
        lock.lock();
        try {
            begun = true;
            times++;
        } finally {
            lock.unlock();
        }
        release(false);
    }

    /** A request that went on has been answered, or its client has gone. */
    public void answered() {
        lock.lock();
        try {
            inside--;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has new requests wait, and waits until those that went on have been answered, but not longer than so many milliseconds. */
    void hold(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            held = true;
            emptying = true;
            times++;
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (inside > 0 && left > 0) {
                left = answered.awaitNanos(left);
            }
        } finally {
            emptying = false;
            lock.unlock();
        }
    }

    void release(boolean stopped) {
        List<Waiting> released;
        lock.lock();
        try {
            held = false;
            released = begun ? List.copyOf(waiting) : List.of();
            waiting.removeAll(released);
        } finally {
            lock.unlock();
        }
        released.forEach(each -> each.goOn(stopped));
    }
}
