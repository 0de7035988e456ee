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
        subcommands = {NvrTestCommand.class, NvrCaptureCommand.class, NvrStitchCommand.class})
class NvrCommand implements Command {

    @Spec
    private CommandSpec spec;

    /** What the commands share that talk to an NVR. */
    static Map<String, String> settings(boolean debug) {
        Map<String, String> settings = OneShot.settings();
        settings.put("timelapse-capture.resumes", "false");
        settings.put("migrations.wanted", "false");
        settings.put("worker.works", "false");
        if (debug) {
            settings.put("quarkus.log.level", "DEBUG");
        }
        return settings;
    }

    /** Says that no NVR is set; the exit code. */
    static int none() {
        System.err.println("No NVR is set. Set NVR_HOST, NVR_USERNAME and NVR_PASSWORD");
        return Drover.WRONG_USAGE;
    }

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to do: test, capture or stitch");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }
}
