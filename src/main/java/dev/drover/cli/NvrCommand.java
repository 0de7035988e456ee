package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drover nvr}: the commands around a Reolink NVR and its timelapses. */
@CommandLine.Command(
        name = "nvr",
        description = "Tries a Reolink NVR, or takes pictures of it for a timelapse.",
        mixinStandardHelpOptions = true,
        subcommands = {NvrStitchCommand.class})
class NvrCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to do: stitch");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }
}
