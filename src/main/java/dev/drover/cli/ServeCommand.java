package dev.drover.cli;

import java.util.Map;

import org.jboss.logging.Logger;
import picocli.CommandLine;

import dev.drover.graal.ProgramPages;

/** {@code drover serve}: polls and downloads until it is stopped. */
@CommandLine.Command(
        name = "serve",
        description = "Runs the service until it is stopped (the default).",
        mixinStandardHelpOptions = true)
class ServeCommand implements Command {

    private static final Logger LOG = Logger.getLogger("drover");

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public boolean downloads() {
        return true;
    }

    /** The service says what is wrong, here and by its health, and goes on as soon as there is one. */
    @Override
    public boolean needsFfmpeg() {
        return false;
    }

    @Override
    public int run(Running drover) {
        drover.answerClients();
        announce(drover);
        drover.withoutFfmpeg().ifPresent(why -> LOG.errorf("No file can be put together: %s", why));
        ProgramPages.giveBack();
        drover.waitUntilStopped();
        return Drover.OK;
    }

    static void announce(Running drover) {
        LOG.info(drover.whereFootage());
        LOG.infof("Clips:   %s", drover.whereClips());
        LOG.infof("Timelapse: %s", drover.whereTimelapses());
        LOG.infof("Capture: %s", drover.whereCaptures());
        LOG.infof("Health:  http://%s/observe/health", drover.management());
        LOG.infof("Metrics: http://%s/observe/metrics", drover.management());
    }
}
