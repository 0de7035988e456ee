package dev.drover.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

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
 * {@code direct:} as Camel has it, and new calls of a route can be held while that is replaced. It knows exactly how many calls are
 * in a route. Camel's own producer remembers the consumer without a lock: of several threads that call at the moment of a change, one
 * may get that of the stopped route.
 */
@Component("direct")
final class CalledRoutes extends DirectComponent {

    private final Lock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Set<String> held = new HashSet<>();

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

    /** Has those wait who call any of these from now on. Who is in it already is not concerned. */
    void hold(Collection<String> addresses) {
        lock.lock();
        try {
            held.addAll(addresses);
        } finally {
            lock.unlock();
        }
    }

    /** Has new calls wait if none is in any of these now; whether that is so. */
    boolean holdIfIdle(Collection<String> addresses) {
        lock.lock();
        try {
            if (addresses.stream().anyMatch(calls::containsKey)) {
                return false;
            }
            held.addAll(addresses);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release(Collection<String> addresses) {
        lock.lock();
        try {
            held.removeAll(addresses);
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

    private void enter(String address) throws InterruptedException {
        // Who is interrupted already may still call what is not held, such as to record that it was
        lock.lock();
        try {
            while (held.contains(address)) {
                released.await();
            }
            calls.merge(address, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    private void leave(String address) {
        lock.lock();
        try {
            calls.computeIfPresent(address, (same, number) -> number == 1 ? null : number - 1);
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
            try {
                routes.enter(address);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                exchange.setException(stopped);
                callback.done(true);
                return true;
            }
            AtomicBoolean left = new AtomicBoolean();
            AsyncCallback leave = sync -> {
                if (left.compareAndSet(false, true)) {
                    routes.leave(address);
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
                    return consumer.getAsyncProcessor().process(exchange, leave);
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
                        routes.leave(address);
                    }
                    throw error;
                }
                exchange.setException(failed);
            }
            leave.done(true);
            return true;
        }
    }
}
