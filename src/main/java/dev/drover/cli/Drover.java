package dev.drover.cli;

import java.io.PrintWriter;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Where Drover starts. What is asked for decides how Quarkus and Camel start, so that is read first: a wrong option, or
 * {@code --help}, starts neither.
 *
 * <p>{@link DroverApplication} reads the command line again, for Quarkus makes it by itself, possibly with a class loader of its
 * own, and hands over nothing but the arguments. What is decided here and must be the same there is a setting
 * ({@link Command#settings}): it is read from the configuration.
 */
@QuarkusMain
public class Drover {

    /** Everything asked for is there and complete. */
    static final int OK = 0;
    /** Something failed or is incomplete. */
    static final int FAILED = 1;
    /** The command line or a setting is wrong. */
    static final int WRONG_USAGE = 2;

    public static void main(String... arguments) {
        try {
            Command command = command(arguments);
            Settings settings = Settings.of(command.settings());
            if (command instanceof HealthCommand health) {
                settings.checkPort();
                System.exit(health.ask(settings));
            }
            settings.check();
            if (command.needsFfmpeg()) {
                settings.demandFfmpeg();
            }
            settings.chooseRoutes();
            if (command instanceof JobTableCommand jobs && !settings.hasJobTable()) {
                System.exit(jobs.none());
            }
            if (command.needsData()) {
                settings.prepareDataFolder(command.downloads());
            }
        } catch (ParameterException wrong) {
            PrintWriter err = wrong.getCommandLine().getErr();
            err.println(wrong.getMessage());
            err.println("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
            err.flush();
            System.exit(WRONG_USAGE);
        } catch (UnusableException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(unusable.exitCode());
        }
        DatabaseLibrary.find();
        DownloadProgress.install();
        Quarkus.run(DroverApplication.class, StartFailures::exit, arguments);
    }

    /**
     * The command that was asked for; where that is {@code --help}, this does not return. The service, which starts with the machine,
     * is found without reading up on all the others, which takes a tenth of its start.
     */
    static Command command(String... arguments) {
        if (arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("serve"))) {
            return new ServeCommand();
        }
        ParseResult parsed = commandLine().parseArgs(arguments);
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            System.exit(helped);
        }
        return Command.of(parsed);
    }

    /** A new command line, with nothing parsed. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new DroverCommand());
        commandLine.setPosixClusteredShortOptionsAllowed(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        BuildVersion.tellBy(commandLine);
        return commandLine;
    }
}
