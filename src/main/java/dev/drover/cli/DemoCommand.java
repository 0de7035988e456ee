package dev.drover.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Option;

import dev.drover.simulator.Fault;
import dev.drover.simulator.MediaLibrary;
import dev.drover.simulator.NvrChannel;
import dev.drover.simulator.NvrOptions;
import dev.drover.simulator.NvrPictures;
import dev.drover.simulator.NvrSimulator;
import dev.drover.simulator.RhombusSimulator;
import dev.drover.simulator.SegmentRecorder;
import dev.drover.simulator.SimulatorOptions;

/** {@code drover demo}: the service, against simulated cameras on this machine. */
@CommandLine.Command(
        name = "demo",
        description = "Runs the service against simulated cameras, so that it can be watched without any.",
        mixinStandardHelpOptions = true)
class DemoCommand implements Command {

    private static final Logger LOG = Logger.getLogger("drover");

    private static final List<NvrPictures.Size> NVR_SIZES = List.of(NvrPictures.Size.parse("1280x720"));

    @Option(
            names = "--faults",
            paramLabel = "FAULTS",
            arity = "0..1",
            fallbackValue = "random",
            description = "Lets things go wrong: now and then, or those named (see: drover simulate rhombus --help).")
    private Optional<String> faults = Optional.empty();

    @Option(
            names = "--alerts-every",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationOption.class,
            description = "How often a simulated camera raises an alert. Default: ${DEFAULT-VALUE}.")
    private Duration alertsEvery;

    /** A test pattern that is black from second 20 on, stands still from 40 on, and is silent at the begin of each minute. */
    private static final String DEVICE = "lavfi:testsrc2=s=640x360:r=10,"
            + "drawbox=c=black:t=fill:enable='between(mod(t,60),20,28)',"
            + "drawbox=c=gray:t=fill:enable='between(mod(t,60),40,50)'"
            + "|lavfi:sine=frequency=440,volume=0:enable='between(mod(t,60),0,10)'|capture1|10|encoder=libx264";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        SimulateCommand.parse(faults, spec);
        SimulateCommand.checkAlertsEvery(alertsEvery, spec);
        Map<String, String> settings = new HashMap<>();
        settings.put("camel.main.auto-startup", "false");
        settings.put("rhombus.api-url", "http://127.0.0.1:" + SimulatorMedia.freePort());
        settings.put("rhombus.api-key", "demo");
        settings.put("footage.poll-every", "3s");
        settings.put("footage.alert-buffer", "5s");
        settings.put("footage.settle", "1s");
        settings.put("footage.look-back", "5m");
        settings.put("footage.overlap", "5m");
        settings.put("jobs.retry-delay", "5s");
        settings.put("clips.source", "${drover.data}/recordings");
        settings.put("capture.devices", DEVICE);
        settings.put("nvr.host", "127.0.0.1:" + SimulatorMedia.freePort());
        settings.put("nvr.username", "demo");
        settings.put("nvr.password", "demo");
        // Its time runs ten times faster: half a second between two requests is a twentieth
        settings.put("nvr.pause", "50ms");
        settings.put("timelapse.interval", "500ms");
        settings.put("timelapse.duration", "25s");
        settings.put("timelapse.preset", "veryfast");
        return settings;
    }

    @Override
    public boolean downloads() {
        return true;
    }

    @Override
    public int run(Running drover) throws Exception {
        LOG.info("This is a demonstration with simulated cameras. Ctrl-C ends it.");
        List<Fault> wanted = SimulateCommand.parse(faults, spec);
        SimulatorOptions options = SimulatorOptions.defaults()
                .withPort(drover.rhombus().getPort())
                .withClock(drover.clock())
                .withAlertsEvery(Optional.of(alertsEvery))
                .withFaults(wanted);
        MediaLibrary media = SimulatorMedia.open(drover);
        try (RhombusSimulator simulator = RhombusSimulator.start(options, media);
                NvrSimulator nvr = NvrSimulator.start(nvr(drover), SimulatorMedia.pictures(drover, NVR_SIZES));
                SegmentRecorder recorder = record(drover, media)) {
            LOG.infof("Simulated Rhombus cameras: %s", simulator.url());
            LOG.infof("Simulated Reolink NVR: %s", nvr.url());
            ServeCommand.announce(drover);
            drover.startAll();
            drover.answerClients();
            drover.waitUntilStopped();
            // Before its cameras go, or downloads on their way would complain that nobody answers
            drover.stopCamel();
        }
        return Drover.OK;
    }

    private static NvrOptions nvr(Running drover) {
        return NvrOptions.defaults()
                .withPort(drover.nvrs().named("").address().getPort())
                .withClock(drover.clock())
                .withZone(drover.folder().zone())
                .withChannels(NvrChannel.examples(2))
                .withSpeed(10);
    }

    /** What clips are cut out of. */
    private static SegmentRecorder record(Running drover, MediaLibrary media) {
        return SegmentRecorder.start(
                drover.folder().root().resolve("recordings"),
                media,
                drover.clock(),
                drover.folder().zone());
    }
}
