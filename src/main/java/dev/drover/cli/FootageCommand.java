package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover footage}: the commands that bring footage home once. */
@CommandLine.Command(
        name = "footage",
        description = "Brings footage home once, or lists cameras.",
        mixinStandardHelpOptions = true,
        subcommands = {AlertsCommand.class, BackupCommand.class, CamerasCommand.class})
class FootageCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to do: alerts, backup or cameras");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }
}
