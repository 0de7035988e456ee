package dev.drover.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.drover.simulator.Fault;
import dev.drover.simulator.RhombusSimulator;
import dev.drover.simulator.SimulatedCamera;
import dev.drover.simulator.SimulatorOptions;
import dev.drover.simulator.TlsFiles;
import dev.drover.trust.ClientCertificate;

/** {@code drover simulate}: far sides without the devices. */
@CommandLine.Command(
        name = "simulate",
        description = "Runs a simulated far side alone, for trying clients.",
        mixinStandardHelpOptions = true,
        subcommands = SimulateCommand.Rhombus.class)
class SimulateCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to simulate: rhombus");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }

    /** The faults that are named; wrong names are wrong usage. */
    static List<Fault> parse(Optional<String> faults, CommandSpec spec) {
        try {
            return faults.map(Fault::parse).orElse(List.of());
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
    }

    /** Alerts in no time at all would be endlessly many. */
    static void checkAlertsEvery(Duration every, CommandSpec spec) {
        if (every.toMillis() < 1) {
            throw new ParameterException(spec.commandLine(), "--alerts-every must be at least 1ms");
        }
    }

    @CommandLine.Command(
            name = "rhombus",
            description = "Simulates the Rhombus cloud and its cameras. The API key is \"demo\".",
            mixinStandardHelpOptions = true)
    static class Rhombus implements Command {

        @Spec
        private CommandSpec spec;

        @Option(names = "--port", defaultValue = "8787", description = "Port. Default: ${DEFAULT-VALUE}; 0 for any.")
        private int port;

        @Option(
                names = "--public-url",
                paramLabel = "URL",
                description = "Where it is reached from outside; all addresses it hands out begin so.")
        private Optional<URI> publicUrl = Optional.empty();

        @Option(
                names = "--tls",
                arity = "2",
                paramLabel = "FILE",
                description = "Certificate and private key, PEM files.")
        private List<Path> tls = List.of();

        @Option(
                names = "--cameras",
                paramLabel = "N",
                defaultValue = "3",
                description = "How many cameras there are, 1 to 1000. Default: ${DEFAULT-VALUE}.")
        private int cameras;

        @Option(
                names = "--alerts-every",
                paramLabel = "DURATION",
                defaultValue = "10s",
                converter = DurationOption.class,
                description = "How often an alert is raised. Default: ${DEFAULT-VALUE}.")
        private Duration alertsEvery;

        @Option(
                names = "--delay",
                paramLabel = "DURATION",
                defaultValue = "0ms",
                converter = DurationOption.class,
                description = "How much longer each answer takes. Default: ${DEFAULT-VALUE}.")
        private Duration delay;

        @Option(
                names = "--faults",
                paramLabel = "FAULTS",
                description = "What goes wrong, separated by commas, such as segment-500:2,lan-refused.")
        private Optional<String> faults = Optional.empty();

        @Override
        public Map<String, String> settings() {
            parse(faults, spec);
            if (port < 0 || port > 65_535) {
                throw new ParameterException(spec.commandLine(), "--port must be 0 to 65535, not " + port);
            }
            if (cameras < 1 || cameras > 1000) {
                throw new ParameterException(spec.commandLine(), "--cameras must be 1 to 1000, not " + cameras);
            }
            checkAlertsEvery(alertsEvery, spec);
            publicUrl.filter(url -> !isBase(url)).ifPresent(url -> {
                throw new ParameterException(
                        spec.commandLine(),
                        "--public-url must be an address such as https://rhombus.example:8443, not " + url);
            });
            if (!tls.isEmpty()) {
                try {
                    ClientCertificate.checkPair("--tls", tls.get(0), tls.get(1));
                } catch (ClientCertificate.UnusableException unusable) {
                    throw new ParameterException(spec.commandLine(), unusable.getMessage());
                }
            }
            return OneShot.settings();
        }

        private static boolean isBase(URI url) {
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        }

        @Override
        public boolean needsFfmpeg() {
            return true;
        }

        @Override
        public int run(Running drover) throws Exception {
            SimulatorOptions options = SimulatorOptions.defaults()
                    .withPort(port)
                    .withPublicUrl(publicUrl)
                    .withTls(tls.isEmpty() ? Optional.empty() : Optional.of(new TlsFiles(tls.get(0), tls.get(1))))
                    .withClock(drover.clock())
                    .withCameras(SimulatedCamera.examples(cameras))
                    .withAlertsEvery(Optional.of(alertsEvery))
                    .withDelay(delay)
                    .withFaults(parse(faults, spec));
            try (RhombusSimulator simulator = RhombusSimulator.start(options, SimulatorMedia.open(drover))) {
                String here = publicUrl.isPresent() ? ", listening on " + simulator.localUrl() : "";
                System.out.println(
                        "Simulated Rhombus: " + simulator.url() + here + " (API key: demo). Ctrl-C ends it.");
                drover.waitUntilStopped();
            }
            return Drover.OK;
        }
    }
}
