package dev.drover.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Reads rows of the job table. */
@Named("jobRows")
@Singleton
@RegisterForReflection
public class JobRows {

    private final Worker worker;

    public JobRows(Worker worker) {
        this.worker = worker;
    }

    /** The jobs of rows. One that is RUNNING in its row while its worker is dead is shown as what it is. */
    public List<Job> jobs(List<Map<String, Object>> rows) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Job job = Job.of(row);
            boolean abandoned = job.state().equals("RUNNING") && worker.hasDied(String.valueOf(row.get("owner")));
            jobs.add(abandoned ? job.interrupted() : job);
        }
        return jobs;
    }
}
