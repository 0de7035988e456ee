package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.function.ToDoubleFunction;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.drover.files.DataFolder;
import dev.drover.jobs.OpenJobs;
import dev.drover.jobs.RunningJobs;

/** How much work waits, for how long, and how much room there is for it. Asked when somebody reads the metrics, not before. */
@Singleton
class QueueMetrics implements MeterBinder {

    private final RunningJobs jobs;
    private final DataFolder folder;

    QueueMetrics(RunningJobs jobs, DataFolder folder) {
        this.jobs = jobs;
        this.folder = folder;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        open(registry, "WAITING", OpenJobs::waiting);
        open(registry, "HEALING", OpenJobs::healing);
        open(registry, "RUNNING", OpenJobs::running);
        Gauge.builder("drover.jobs.late", this, metrics -> metrics.of(OpenJobs::lateSeconds))
                .baseUnit("seconds")
                .description("How long the job that has waited longest could have begun already")
                .register(registry);
        Gauge.builder("drover.data.free", this, QueueMetrics::freeBytes)
                .baseUnit("bytes")
                .description("Free space of the data folder's file system")
                .register(registry);
    }

    private void open(MeterRegistry registry, String state, ToDoubleFunction<OpenJobs> count) {
        Gauge.builder("drover.jobs.open", this, metrics -> metrics.of(count))
                .tag("state", state)
                .description("Accepted jobs that have not ended")
                .register(registry);
    }

    private double of(ToDoubleFunction<OpenJobs> value) {
        try {
            return value.applyAsDouble(jobs.open());
        } catch (SQLException unreadable) {
            // Readiness tells why; a number would be a lie
            return Double.NaN;
        }
    }

    private double freeBytes() {
        try {
            return Files.getFileStore(folder.root()).getUsableSpace();
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
