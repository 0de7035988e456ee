package dev.drover.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.quarkus.arc.Arc;
import org.apache.camel.ProducerTemplate;

import dev.drover.footage.BackupOrder;
import dev.drover.jobs.Job;
import dev.drover.jobs.JobFilter;
import dev.drover.simulator.SimulatedCamera;

/** Calls the routes. */
final class InProcessOperator implements Operator {

    @Override
    public String list() {
        List<?> jobs = call("list-jobs", new JobFilter(0, "", "", Integer.MAX_VALUE), List.class);
        return jobs.stream()
                .map(Job.class::cast)
                .map(job -> "%6d %s %s%n".formatted(job.id(), job.state(), job.title()))
                .collect(Collectors.joining());
    }

    @Override
    public boolean retry(long id) {
        return !call("retry-job", id, List.class).isEmpty();
    }

    @Override
    public boolean drop(long id) {
        return !call("drop-job", id, List.class).isEmpty();
    }

    @Override
    public void backup(SimulatedCamera camera, Instant start, int seconds) {
        call(
                "find-backup",
                new BackupOrder(
                        start.getEpochSecond(), seconds, Optional.empty(), Optional.of(camera.uuid()), false, ""),
                Object.class);
    }

    private static <T> T call(String route, Object body, Class<T> answer) {
        return Arc.container().instance(ProducerTemplate.class).get().requestBody("direct:" + route, body, answer);
    }
}
