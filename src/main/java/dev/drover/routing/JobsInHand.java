package dev.drover.routing;

import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

import dev.drover.jobs.Worker;

/**
 * Knows which jobs this process really works on: from the claim until the exchange has ended in whatever way, also when its
 * end could not be recorded. The completion goes with the exchange to the route of the camera and no further: a step there may hand on
 * what it likes ({@code seda:} with {@code waitForTaskToComplete: Never}), and the job does not wait for that.
 */
@Named("jobsInHand")
@Singleton
@RegisterForReflection
public class JobsInHand {

    private final Worker worker;
    private final ConsumerFailures failures;
    private final ClaimFailures claims;

    public JobsInHand(Worker worker, ConsumerFailures failures, ClaimFailures claims) {
        this.worker = worker;
        this.failures = failures;
        this.claims = claims;
    }

    /** Takes the job of a row that has just been claimed; the body stays. */
    public void take(Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        long id = ((Number) row.get("id")).longValue();
        String claimedBy = exchange.getFromRouteId();
        worker.take(id, row.get("queue") instanceof String queue ? queue : "footage");
        claims.over();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            private boolean handed;

            @Override
            public boolean allowHandover() {
                return !handed;
            }

            @Override
            public void beforeHandover(Exchange target) {
                handed = true;
            }

            @Override
            public void onDone(Exchange done) {
                worker.letGo(id);
                // The consumer of camel-sql keeps failures to itself, other than that of a camera's route
                if (done.getException() != null && claimedBy.equals(done.getFromRouteId())) {
                    failures.handleException(done.getException());
                }
            }
        });
    }
}
