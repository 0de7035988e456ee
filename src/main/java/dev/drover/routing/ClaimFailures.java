package dev.drover.routing;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Worker;

/** Hears of each look at the job table that fails, such as twice a second on a full disk, and tells of it once. */
@Named("claimFailures")
@Singleton
@RegisterForReflection
public class ClaimFailures extends ToldFailures {

    private final AtomicReference<String> told = new AtomicReference<>("");

    public ClaimFailures(Stopping stopping, FailureReasons reasons, Worker worker) {
        super(stopping, reasons, worker);
    }

    /** A job has been claimed. */
    void over() {
        if (!told.getAndSet("").isEmpty()) {
            LOG.info("Jobs are taken again");
        }
    }

    @Override
    void tell(String reason) {
        if (!reason.equals(told.getAndSet(reason))) {
            LOG.errorf("No job can be taken: %s. That is tried again all the time", reason);
        }
    }
}
