package dev.drover.routing;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code direct:} as Camel has it, and new calls of a route can be held while that is replaced. It knows the calls that are on their
 * way, and from within which others they were made, also by {@code toD} or {@code enrich}. Camel's own producer remembers the consumer
 * without a lock: of several threads that call at the moment of a change, one may get that of the stopped route.
 */
@Component("direct")
final class CalledRoutes extends DirectComponent {

    /** The property of an exchange that says which call it is in. */
    private static final String WAY = "droverWay";

    private final Lock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final Set<Way> ways = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private boolean shut;

    /** A call on its way; each is its own, though others may have the same address. */
    private static final class Way {

        private final String address;
        /** The calls that it was made in, and that have not ended. */
        private List<Way> within;

        Way(String address, List<Way> within) {
            this.address = address;
            this.within = within;
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        DirectEndpoint endpoint = new Called(uri, this);
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What routes are called by: {@code direct://fetch-alerts}, without options. */
    static String address(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst("\\?.*", "");
    }

    /** Has those wait who call any of these from now on, but for what is on its way in one of them and needs the call to end. */
    void hold(Collection<String> addresses) {
        lock.lock();
        try {
            held.addAll(addresses);
        } finally {
            lock.unlock();
        }
    }

    /** Has all wait who call what is held, if no call is in that now; whether that is so. */
    boolean shutIfIdle() {
        lock.lock();
        try {
            if (ways.stream().anyMatch(way -> held.contains(way.address))) {
                return false;
            }
            shut = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Has all wait who call what is held, whatever is in it. */
    void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets all calls through. */
    void release() {
        lock.lock();
        try {
            held.clear();
            shut = false;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a call has ended, but not longer than so many milliseconds. */
    void awaitEnd(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            ended.await(millis, TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    private Way enter(String address, Way caller) throws InterruptedException {
        // Who is interrupted already may still call what is not held, such as to record that it was
        lock.lock();
        try {
            List<Way> within = within(caller);
            while (held.contains(address) && (shut || within.stream().noneMatch(way -> held.contains(way.address)))) {
                released.await();
                within = within(caller);
            }
            Way way = new Way(address, within);
            ways.add(way);
            return way;
        } finally {
            lock.unlock();
        }
    }

    /** A copy that went into a queue may outlive the call that it was made in: only what still is on its way counts. */
    private List<Way> within(Way caller) {
        return caller == null
                ? List.of()
                : Stream.concat(Stream.of(caller), caller.within.stream())
                        .filter(ways::contains)
                        .toList();
    }

    private void leave(Way way) {
        lock.lock();
        try {
            ways.remove(way);
            // A copy in a queue may keep it, and make the next such call
            way.within = way.within.stream().filter(ways::contains).toList();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected DirectConsumer getConsumer(String key, boolean block, long timeout) throws InterruptedException {
        return super.getConsumer(key, block, timeout);
    }

    private static final class Called extends DirectEndpoint {

        private final CalledRoutes routes;

        Called(String uri, CalledRoutes routes) {
            super(uri, routes);
            this.routes = routes;
        }

        @Override
        public Producer createProducer() {
            return new Call(this);
        }
    }

    private static final class Call extends DefaultAsyncProducer {

        private final Called endpoint;
        private final CalledRoutes routes;
        private final String address;

        Call(Called endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
            this.routes = endpoint.routes;
            this.address = address(endpoint);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Way caller = exchange.getProperty(WAY, Way.class);
            Way way;
            try {
                way = routes.enter(address, caller);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                exchange.setException(stopped);
                callback.done(true);
                return true;
            }
            exchange.setProperty(WAY, way);
            AtomicBoolean left = new AtomicBoolean();
            Runnable leave = () -> {
                routes.leave(way);
                exchange.setProperty(WAY, caller);
            };
            AsyncCallback done = sync -> {
                if (left.compareAndSet(false, true)) {
                    leave.run();
                    callback.done(sync);
                }
            };
            try {
                DirectConsumer consumer = routes.getConsumer(address, endpoint.isBlock(), endpoint.getTimeout());
                if (consumer == null && endpoint.isFailIfNoConsumers()) {
                    throw new DirectConsumerNotAvailableException("No route begins with " + address, exchange);
                }
                if (consumer != null
                        && !endpoint.isSynchronous()
                        && !consumer.getEndpoint().isSynchronous()) {
                    return consumer.getAsyncProcessor().process(exchange, done);
                }
                if (consumer != null) {
                    consumer.getProcessor().process(exchange);
                }
            } catch (Throwable failed) {
                if (failed instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (failed instanceof Error error) {
                    if (left.compareAndSet(false, true)) {
                        leave.run();
                    }
                    throw error;
                }
                exchange.setException(failed);
            }
            done.done(true);
            return true;
        }
    }
}
