package dev.drover.jobs;

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

    public List<Job> jobs(List<Map<String, Object>> rows) {
        return rows.stream().map(Job::of).toList();
    }
}
