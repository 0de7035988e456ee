package dev.drover.clips;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.jobs.RunningJobs;

/**
 * Lets a client that asks for a clip with {@code ?wait=10} wait until that clip has ended, at most so many seconds, before it is
 * answered. No thread waits with it.
 */
@Named("clipWaits")
@Singleton
@RegisterForReflection
public class ClipWaits {

    /** After the door of the API, before the routes. */
    private static final int BEFORE_ROUTES = -500;

    private static final int LONGEST_SECONDS = 60;
    private static final String WAITED = "drover.waited";

    private final RunningJobs jobs;
    private final boolean open;
    private final Map<String, Queue<Runnable>> waiting = new ConcurrentHashMap<>();

    public ClipWaits(RunningJobs jobs, @ConfigProperty(name = "quarkus.http.host-enabled") boolean open) {
        this.jobs = jobs;
        this.open = open;
    }

    void listen(@Observes Router router) {
        if (open) {
            router.get("/clips/:clip_id").order(BEFORE_ROUTES).handler(this::mayWait);
        }
    }

    /** A clip has ended: who waits for it is answered now. */
    public ClipOutcome ended(ClipOutcome outcome) {
        outcome.order().filter(order -> outcome.ended()).ifPresent(order -> release(order.clipId()));
        return outcome;
    }

    /** A clip was deleted, likewise. */
    public ClipRow deleted(ClipRow clip) {
        release(clip.clipId());
        return clip;
    }

    private void release(String clipId) {
        Queue<Runnable> all = waiting.remove(clipId);
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }

    private void mayWait(RoutingContext context) {
        String wanted = context.request().getParam("wait");
        // Where routes were replaced meanwhile, it comes by again
        if (wanted == null || context.get(WAITED) != null) {
            context.next();
        } else if (!wanted.matches("\\d{1,2}") || Integer.parseInt(wanted) > LONGEST_SECONDS) {
            ClipRequests.Faults faults = new ClipRequests.Faults();
            faults.add(
                    "int_parsing",
                    List.of("query", "wait"),
                    "Input should be a whole number of seconds from 0 to " + LONGEST_SECONDS,
                    wanted);
            context.response()
                    .setStatusCode(422)
                    .putHeader("Content-Type", "application/json")
                    .end(faults.answer().text());
        } else if (wanted.matches("0+")) {
            context.next();
        } else {
            await(context, context.pathParam("clip_id"), Integer.parseInt(wanted));
        }
    }

    private void await(RoutingContext context, String clipId, int seconds) {
        context.put(WAITED, true);
        context.request().pause();
        Once goOn = new Once(() -> context.vertx().runOnContext(nothing -> {
            context.request().resume();
            context.next();
        }));
        // Before it is looked at, so that no end is missed
        waiting.compute(clipId, (id, all) -> {
            // Within: otherwise the last one of before may take the queue away with this one in it
            Queue<Runnable> queue = all == null ? new ConcurrentLinkedQueue<>() : all;
            queue.add(goOn);
            return queue;
        });
        long timer = context.vertx().setTimer(seconds * 1000L, late -> goOn.run());
        context.addEndHandler(end -> {
            context.vertx().cancelTimer(timer);
            waiting.computeIfPresent(clipId, (id, all) -> {
                all.remove(goOn);
                return all.isEmpty() ? null : all;
            });
        });
        context.vertx().executeBlocking(() -> isOpen(clipId), false).onComplete(looked -> {
            if (looked.failed() || !looked.result()) {
                goOn.run();
            }
        });
    }

    private boolean isOpen(String clipId) throws SQLException {
        return jobs.isOpen(NewClipJob.KEY + clipId);
    }

    /** Runs something the first time that it is run. */
    private static final class Once implements Runnable {

        private final AtomicReference<Runnable> what;

        private Once(Runnable what) {
            this.what = new AtomicReference<>(what);
        }

        @Override
        public void run() {
            Runnable first = what.getAndSet(() -> {});
            first.run();
        }
    }
}
