package dev.drover.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.drover.jobs.Job;
import dev.drover.jobs.JobFilter;

/** One command's share of the job table: it waits for its own jobs and says what became of them. */
final class FootageRun {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long PROBE_EVERY_MILLIS = 1_000;
    /** The service waits until there is room again; who asked for this is told. */
    private static final long LONGEST_STANDSTILL_MILLIS = 10_000;

    /**
     * A run of its own, whose jobs are the only ones this process does; {@link Running#run} tells it inside the application.
     *
     * @param lines whether lines are wanted also where a terminal could show bars
     */
    Map<String, String> settings(boolean lines) {
        Map<String, String> settings = OneShot.settings();
        settings.put("worker.run", UUID.randomUUID().toString());
        if (!lines && DownloadProgress.isTerminal()) {
            settings.putAll(DownloadProgress.quietened());
        }
        return settings;
    }

    int await(Running drover, boolean lines) throws Exception {
        DownloadProgress progress = drover.progress();
        if (!lines && DownloadProgress.isTerminal()) {
            progress.show();
        }
        try {
            return awaitAll(drover);
        } finally {
            progress.close();
        }
    }

    private int awaitAll(Running drover) throws Exception {
        for (Job job : jobs(drover)) {
            if (job.state().equals("DONE")
                    && !Files.exists(drover.folder().root().resolve(job.result()))) {
                drover.call("retry-job", job.id(), Object.class);
            }
        }
        List<Job> wanted = jobs(drover);
        Set<Long> told = new HashSet<>();
        for (Job job : wanted) {
            if (job.state().equals("DONE")) {
                told.add(job.id());
                System.out.println("complete    " + fileOf(drover, job) + " (was there already)");
            } else if (job.notBefore().isAfter(drover.now().plusSeconds(2))) {
                System.out.println(
                        "waiting     " + job.title() + " until " + job.notBefore() + ", when all of it is recorded");
            }
        }
        CountDownLatch stopped = drover.stopped();
        long probed = System.nanoTime();
        long wentOn = probed;
        while (true) {
            List<Job> jobs = again(drover, wanted);
            jobs.stream().filter(Job::settled).filter(job -> told.add(job.id())).forEach(job -> {
                drover.progress().ended(job.id());
                tell(drover, job);
            });
            if (jobs.stream().allMatch(Job::settled)) {
                drover.progress().close();
                return summary(jobs);
            }
            if (millisSince(probed) > PROBE_EVERY_MILLIS) {
                probed = System.nanoTime();
                Optional<String> why = drover.standstill();
                if (why.isEmpty()) {
                    wentOn = probed;
                } else if (millisSince(wentOn) > LONGEST_STANDSTILL_MILLIS) {
                    drover.progress().close();
                    jobs.stream()
                            .filter(job -> !job.settled())
                            .forEach(job -> System.out.println("failed      " + job.title() + " (" + why.get() + ")"));
                    return summary(jobs);
                }
            }
            if (stopped.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return Drover.FAILED;
            }
        }
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    @SuppressWarnings("unchecked")
    private List<Job> jobs(Running drover) throws Exception {
        return drover.call("list-jobs", JobFilter.ofRun(drover.run()), List.class);
    }

    /** The same jobs as they are now; another command may have asked for some of them meanwhile, too. */
    @SuppressWarnings("unchecked")
    private List<Job> again(Running drover, List<Job> wanted) throws Exception {
        List<Job> now = new ArrayList<>(jobs(drover));
        Set<Long> known = now.stream().map(Job::id).collect(Collectors.toSet());
        for (Job job : wanted) {
            if (!known.contains(job.id())) {
                now.addAll(drover.call("list-jobs", new JobFilter(job.id(), "", "", 1), List.class));
            }
        }
        return now;
    }

    private static String fileOf(Running drover, Job job) {
        return job.result().isEmpty()
                ? ""
                : drover.folder().root().resolve(job.result()).toString();
    }

    private static void tell(Running drover, Job job) {
        String file = fileOf(drover, job);
        switch (job.state()) {
            case "DONE" -> System.out.println("complete    " + file);
            case "HEALING", "INCOMPLETE" -> System.out.println("incomplete  " + file + " (" + job.reason() + ")");
            default -> System.out.println("failed      " + job.title() + " (" + job.reason() + ")");
        }
    }

    private static int summary(List<Job> jobs) {
        long complete = jobs.stream().filter(job -> job.state().equals("DONE")).count();
        long incomplete = jobs.stream()
                .filter(job -> job.state().equals("HEALING") || job.state().equals("INCOMPLETE"))
                .count();
        long failed = jobs.size() - complete - incomplete;
        System.out.println(complete + " complete, " + incomplete + " incomplete, " + failed + " failed");
        if (incomplete + failed > 0) {
            System.out.println(
                    "What is missing is asked for again by the service, or by this command. See: drover jobs");
        }
        return complete == jobs.size() ? Drover.OK : Drover.FAILED;
    }
}
