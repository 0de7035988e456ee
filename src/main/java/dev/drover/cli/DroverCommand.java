package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine;

/** {@code drover}: without a command, the service. */
@CommandLine.Command(
        name = "drover",
        description = "Brings camera footage home to a NAS and keeps it honest.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            FootageCommand.class,
            ClipCommand.class,
            NvrCommand.class,
            CaptureCommand.class,
            JobsCommand.class,
            HealthCommand.class,
            RoutesCommand.class,
            SimulateCommand.class
        })
class DroverCommand implements Command {

    private final ServeCommand serve = new ServeCommand();

    @Override
    public Map<String, String> settings() {
        return serve.settings();
    }

    @Override
    public boolean downloads() {
        return serve.downloads();
    }

    @Override
    public int run(Running drover) throws Exception {
        return serve.run(drover);
    }
}
