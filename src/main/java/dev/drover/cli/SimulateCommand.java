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
import dev.drover.simulator.NvrChannel;
import dev.drover.simulator.NvrFault;
import dev.drover.simulator.NvrOptions;
import dev.drover.simulator.NvrPictures;
import dev.drover.simulator.NvrSimulator;
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
        subcommands = {SimulateCommand.Rhombus.class, SimulateCommand.Reolink.class})
class SimulateCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to simulate: rhombus or reolink");
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

    static void checkPort(String option, int port, CommandSpec spec) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " must be 0 to 65535, not " + port);
        }
    }

    /** Certificate and key, where they are given; wrong ones are wrong usage. */
    static void checkTls(List<Path> tls, CommandSpec spec) {
        if (!tls.isEmpty()) {
            try {
                ClientCertificate.checkPair("--tls", tls.get(0), tls.get(1));
            } catch (ClientCertificate.UnusableException unusable) {
                throw new ParameterException(spec.commandLine(), unusable.getMessage());
            }
        }
    }

    static Optional<TlsFiles> tlsFiles(List<Path> tls) {
        return tls.isEmpty() ? Optional.empty() : Optional.of(new TlsFiles(tls.get(0), tls.get(1)));
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
            checkPort("--port", port, spec);
            if (cameras < 1 || cameras > 1000) {
                throw new ParameterException(spec.commandLine(), "--cameras must be 1 to 1000, not " + cameras);
            }
            checkAlertsEvery(alertsEvery, spec);
            publicUrl.filter(url -> !isBase(url)).ifPresent(url -> {
                throw new ParameterException(
                        spec.commandLine(),
                        "--public-url must be an address such as https://rhombus.example:8443, not " + url);
            });
            checkTls(tls, spec);
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
                    .withTls(tlsFiles(tls))
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

    @CommandLine.Command(
            name = "reolink",
            description = "Simulates an old, delicate Reolink NVR. User and password are \"demo\".",
            mixinStandardHelpOptions = true)
    static class Reolink implements Command {

        @Spec
        private CommandSpec spec;

        @Option(names = "--port", defaultValue = "8788", description = "Port. Default: ${DEFAULT-VALUE}; 0 for any.")
        private int port;

        @Option(
                names = "--control-port",
                defaultValue = "0",
                description =
                        "Port to control the simulator, on this machine only. Default: any, and it is said which.")
        private int controlPort;

        @Option(
                names = "--tls",
                arity = "2",
                paramLabel = "FILE",
                description = "Certificate and private key, PEM files.")
        private List<Path> tls = List.of();

        @Option(names = "--https", description = "Speaks HTTPS, with a certificate of its own unless --tls gives one.")
        private boolean https;

        @Option(
                names = "--channels",
                paramLabel = "N",
                defaultValue = "4",
                description = "How many channels there are, 1 to 32. Default: ${DEFAULT-VALUE}.")
        private int channels;

        @Option(
                names = "--size",
                paramLabel = "WxH",
                split = ",",
                description = "Size of the pictures, or several with commas for the channels in turn."
                        + " Default: 1920x1080,1280x720,640x360.")
        private List<String> sizes = List.of();

        @Option(
                names = "--lease",
                paramLabel = "DURATION",
                defaultValue = "1h",
                converter = DurationOption.class,
                description = "How long a session lasts. Default: ${DEFAULT-VALUE}.")
        private Duration lease;

        @Option(
                names = "--slots",
                paramLabel = "N",
                defaultValue = "2",
                description = "How many sessions there can be at once. Default: ${DEFAULT-VALUE}.")
        private int slots;

        @Option(
                names = "--lock-time",
                paramLabel = "DURATION",
                defaultValue = "5m",
                converter = DurationOption.class,
                description = "How long five wrong passwords lock it. Default: ${DEFAULT-VALUE}.")
        private Duration lockTime;

        @Option(
                names = "--reboot-time",
                paramLabel = "DURATION",
                defaultValue = "60s",
                converter = DurationOption.class,
                description = "How long a reboot takes. Default: ${DEFAULT-VALUE}.")
        private Duration rebootTime;

        @Option(
                names = "--speed",
                paramLabel = "X",
                defaultValue = "1",
                description =
                        "How many times faster its time runs: lease, locks, reboots and delays take that much less."
                                + " Default: ${DEFAULT-VALUE}.")
        private double speed;

        @Option(
                names = "--delay",
                paramLabel = "DURATION",
                defaultValue = "0ms",
                converter = DurationOption.class,
                description = "How long each answer takes. Default: ${DEFAULT-VALUE}.")
        private Duration delay;

        @Option(names = "--no-strict", description = "Answers parallel requests, too.")
        private boolean lenient;

        @Option(names = "--no-poison", description = "Does not mind a logout without a valid token.")
        private boolean harmless;

        @Option(
                names = "--faults",
                paramLabel = "FAULTS",
                description = "What goes wrong, separated by commas, such as snap-12:2@1,snap-cut:5%%,random:7.")
        private Optional<String> faults = Optional.empty();

        @Override
        public Map<String, String> settings() {
            checkPort("--port", port, spec);
            checkPort("--control-port", controlPort, spec);
            if (channels < 1 || channels > NvrChannel.MOST) {
                throw wrong("--channels must be 1 to " + NvrChannel.MOST + ", not " + channels);
            }
            if (slots < 1) {
                throw wrong("--slots must be at least 1, not " + slots);
            }
            if (!(speed >= 0.01 && speed <= 100_000)) {
                throw wrong("--speed must be 0.01 to 100000, not " + speed);
            }
            checkTls(tls, spec);
            try {
                NvrFault.parse(faults.orElse(""));
                sizes();
            } catch (IllegalArgumentException unusable) {
                throw wrong(unusable.getMessage());
            }
            return OneShot.settings();
        }

        private ParameterException wrong(String words) {
            return new ParameterException(spec.commandLine(), words);
        }

        private List<NvrPictures.Size> sizes() {
            return sizes.isEmpty()
                    ? NvrPictures.SIZES
                    : sizes.stream().map(NvrPictures.Size::parse).toList();
        }

        @Override
        public boolean needsFfmpeg() {
            return true;
        }

        @Override
        public int run(Running drover) throws Exception {
            NvrOptions options = NvrOptions.defaults()
                    .withPort(port)
                    .withControlPort(controlPort)
                    .withTls(tlsFiles(tls))
                    .withSelfSigned(https)
                    .withClock(drover.clock())
                    .withZone(drover.folder().zone())
                    .withChannels(NvrChannel.examples(channels))
                    .withLease(lease)
                    .withSlots(slots)
                    .withLock(5, lockTime)
                    .withRebootTime(rebootTime)
                    .withSpeed(speed)
                    .withDelay(delay)
                    .withStrict(!lenient)
                    .withPoison(!harmless)
                    .withFaults(NvrFault.parse(faults.orElse("")));
            try (NvrSimulator simulator = NvrSimulator.start(options, SimulatorMedia.pictures(drover, sizes()))) {
                System.out.println("Simulated NVR: " + simulator.url() + " (user and password: demo), controlled at "
                        + simulator.controlUrl() + ". Ctrl-C ends it.");
                drover.waitUntilStopped();
            }
            return Drover.OK;
        }
    }
}
