package dev.drover.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.drover.jobs.Job;
import dev.drover.jobs.JobFilter;

/** {@code drover jobs}: what was accepted and what became of it. */
@CommandLine.Command(
        name = "jobs",
        description = "Shows accepted work and what became of it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            JobsCommand.ListJobs.class,
            JobsCommand.ShowJob.class,
            JobsCommand.RetryJob.class,
            JobsCommand.DropJob.class
        })
class JobsCommand extends JobTableCommand {

    private final ListJobs list = new ListJobs();

    @Override
    int none() {
        return list.none();
    }

    @Override
    public int run(Running drover) throws Exception {
        return list.run(drover);
    }

    /** A command on one job. */
    abstract static class OnJob extends JobTableCommand {

        @Parameters(paramLabel = "ID", description = "Number of the job.")
        long id;

        @Override
        int none() {
            System.err.println("There is no job " + id + ". See: drover jobs list");
            return Drover.FAILED;
        }
    }

    @CommandLine.Command(name = "list", description = "Lists jobs, newest first.", mixinStandardHelpOptions = true)
    static class ListJobs extends JobTableCommand {

        @Option(
                names = "--state",
                description = "Only jobs in this state: WAITING, RUNNING, HEALING, DONE, INCOMPLETE, DEAD or DROPPED;"
                        + " RUNNING are the interrupted ones, too.")
        private Optional<State> state = Optional.empty();

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "How many at most. Default: ${DEFAULT-VALUE}.")
        private int most = 50;

        @Option(names = "--all", description = "All of them, however many.")
        private boolean all;

        @Spec
        private CommandSpec spec;

        enum State {
            WAITING,
            RUNNING,
            HEALING,
            DONE,
            INCOMPLETE,
            DEAD,
            DROPPED
        }

        @Override
        public Map<String, String> settings() {
            if (most < 1) {
                throw new ParameterException(spec.commandLine(), "--most must be at least 1, not " + most);
            }
            return super.settings();
        }

        @Override
        int none() {
            heading();
            return Drover.OK;
        }

        private static void heading() {
            System.out.printf("%6s %-11s %3s  %s%n", "ID", "STATE", "TRY", "WHAT");
        }

        @Override
        public int run(Running drover) throws Exception {
            // One more than is shown tells that there are more
            int wanted = all || most == Integer.MAX_VALUE ? Integer.MAX_VALUE : most + 1;
            List<Job> jobs = find(drover, new JobFilter(0, state.map(Enum::name).orElse(""), "", wanted));
            boolean more = jobs.size() == wanted;
            heading();
            for (Job job : more ? jobs.subList(0, most) : jobs) {
                System.out.printf("%6d %-11s %3s  %s%n", job.id(), job.state(), attempts(job), job.title());
                if (!job.reason().isEmpty()) {
                    System.out.printf("%24s%s%n", "", reason(job));
                }
            }
            if (more) {
                System.out.println("… and more. All of them: drover jobs list"
                        + state.map(only -> " --state " + only).orElse("") + " --all");
            }
            return Drover.OK;
        }
    }

    @CommandLine.Command(name = "show", description = "Shows one job.", mixinStandardHelpOptions = true)
    static class ShowJob extends OnJob {

        @Override
        public int run(Running drover) throws Exception {
            List<Job> jobs = find(drover, new JobFilter(id, "", "", 1));
            if (jobs.isEmpty()) {
                return none();
            }
            Job job = jobs.get(0);
            line("job", job.id());
            line("what", job.title());
            line("key", job.key());
            line("state", job.state());
            line("reason", reason(job));
            line("attempts", attempts(job));
            // Asking again, as retry does, begins anew
            line("asked for", seconds(job.acceptedAt()));
            line("changed", seconds(job.changedAt()));
            line("next", job.state().matches("WAITING|HEALING") ? seconds(job.notBefore()) : "");
            line("file", job.result().isEmpty() ? "" : drover.folder().root().resolve(job.result()));
            line("request", job.request());
            return Drover.OK;
        }
    }

    @CommandLine.Command(name = "retry", description = "Has a job done again.", mixinStandardHelpOptions = true)
    static class RetryJob extends OnJob {

        @Override
        public int run(Running drover) throws Exception {
            return change(
                    drover, "retry-job", id, "will be done again by the service, if that runs, or by its next start");
        }
    }

    @CommandLine.Command(
            name = "drop",
            description = "Gives a job up for good; its footage stays.",
            mixinStandardHelpOptions = true)
    static class DropJob extends OnJob {

        @Override
        public int run(Running drover) throws Exception {
            return change(drover, "drop-job", id, "is given up; drover jobs list --state DROPPED still shows it");
        }
    }

    /** Those since the last success: none where a file is as good as it gets. */
    private static String attempts(Job job) {
        return job.attempts() == 0 ? "" : Integer.toString(job.attempts());
    }

    /** A job that runs has one only where an earlier attempt has failed. */
    private static String reason(Job job) {
        return (job.state().equals("RUNNING") && !job.reason().isEmpty() ? "before: " : "") + job.reason();
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void line(String what, Object value) {
        if (!value.toString().isEmpty()) {
            System.out.printf("%-9s %s%n", what, value);
        }
    }

    private static int change(Running drover, String route, long id, String done) throws Exception {
        drover.startCallable();
        if (drover.call(route, id, List.class).isEmpty()) {
            System.err.println(
                    "There is no job " + id + ", or it is running, or was dropped. See: drover jobs show " + id);
            return Drover.FAILED;
        }
        System.out.println("Job " + id + " " + done);
        return Drover.OK;
    }

    @SuppressWarnings("unchecked")
    private static List<Job> find(Running drover, JobFilter filter) throws Exception {
        drover.startCallable();
        return drover.call("list-jobs", filter, List.class);
    }
}
