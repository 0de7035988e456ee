package dev.drover.cli;

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
class JobsCommand implements Command {

    private final ListJobs list = new ListJobs();

    @Override
    public Map<String, String> settings() {
        return OneShot.settings();
    }

    @Override
    public int run(Running drover) throws Exception {
        return list.run(drover);
    }

    @CommandLine.Command(name = "list", description = "Lists jobs, newest first.", mixinStandardHelpOptions = true)
    static class ListJobs implements Command {

        @Option(
                names = "--state",
                description = "Only jobs in this state: WAITING, RUNNING, HEALING, DONE, INCOMPLETE or DEAD;"
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
            return OneShot.settings();
        }

        @Override
        public int run(Running drover) throws Exception {
            // One more than is shown tells that there are more
            int wanted = all || most == Integer.MAX_VALUE ? Integer.MAX_VALUE : most + 1;
            List<Job> jobs = find(drover, new JobFilter(0, state.map(Enum::name).orElse(""), "", wanted));
            boolean more = jobs.size() == wanted;
            System.out.printf("%6s %-11s %3s  %s%n", "ID", "STATE", "TRY", "WHAT");
            for (Job job : more ? jobs.subList(0, most) : jobs) {
                System.out.printf("%6d %-11s %3d  %s%n", job.id(), job.state(), job.attempts(), job.title());
                if (!job.reason().isEmpty()) {
                    System.out.printf("%24s%s%n", "", job.reason());
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
    static class ShowJob implements Command {

        @Parameters(paramLabel = "ID", description = "Number of the job.")
        private long id;

        @Override
        public Map<String, String> settings() {
            return OneShot.settings();
        }

        @Override
        public int run(Running drover) throws Exception {
            List<Job> jobs = find(drover, new JobFilter(id, "", "", 1));
            if (jobs.isEmpty()) {
                System.err.println("There is no job " + id + ". See: drover jobs list");
                return Drover.FAILED;
            }
            Job job = jobs.get(0);
            System.out.println("job       " + job.id());
            System.out.println("what      " + job.title());
            System.out.println("key       " + job.key());
            System.out.println("state     " + job.state());
            System.out.println("reason    " + job.reason());
            System.out.println("attempts  " + job.attempts());
            System.out.println("accepted  " + job.acceptedAt());
            System.out.println("changed   " + job.changedAt());
            System.out.println("next      "
                    + (job.state().matches("WAITING|HEALING") ? job.notBefore().toString() : ""));
            System.out.println("file      "
                    + (job.result().isEmpty() ? "" : drover.folder().root().resolve(job.result())));
            System.out.println("request   " + job.request());
            return Drover.OK;
        }
    }

    @CommandLine.Command(name = "retry", description = "Has a job done again.", mixinStandardHelpOptions = true)
    static class RetryJob implements Command {

        @Parameters(paramLabel = "ID", description = "Number of the job.")
        private long id;

        @Override
        public Map<String, String> settings() {
            return OneShot.settings();
        }

        @Override
        public int run(Running drover) throws Exception {
            return change(
                    drover, "retry-job", id, "will be done again by the service, if that runs, or by its next start");
        }
    }

    @CommandLine.Command(
            name = "drop",
            description = "Forgets a job; its footage stays.",
            mixinStandardHelpOptions = true)
    static class DropJob implements Command {

        @Parameters(paramLabel = "ID", description = "Number of the job.")
        private long id;

        @Override
        public Map<String, String> settings() {
            return OneShot.settings();
        }

        @Override
        public int run(Running drover) throws Exception {
            return change(drover, "drop-job", id, "is forgotten");
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
