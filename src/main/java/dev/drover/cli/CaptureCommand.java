package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover capture}: the commands around a capture host. */
@CommandLine.Command(
        name = "capture",
        description = "Looks at a captured picture, or removes old captures.",
        mixinStandardHelpOptions = true,
        subcommands = {CaptureAnalyzeCommand.class, CaptureCleanCommand.class})
class CaptureCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to do: analyze or clean");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }
}
