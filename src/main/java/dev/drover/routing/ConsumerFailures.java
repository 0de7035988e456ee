package dev.drover.routing;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Worker;

/**
 * Hears of what not even the error policy of a job could settle. While Drover stops that is its own doing, such as an
 * interrupted pause before another attempt, and no news: the job stays in the table. Otherwise the outcome could not be recorded, and
 * the job is due again when its lease has ended.
 */
@Named("consumerFailures")
@Singleton
@RegisterForReflection
public class ConsumerFailures extends ToldFailures {

    public ConsumerFailures(Stopping stopping, FailureReasons reasons, Worker worker) {
        super(stopping, reasons, worker);
    }

    @Override
    void tell(String reason) {
        LOG.errorf("The end of a job could not be recorded: %s. It is done again when its lease has ended", reason);
    }
}
