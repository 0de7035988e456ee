package dev.drover.routing;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Tells once of each edit what came of it: in the log, as a metric, and to health. */
@Singleton
public class RouteReports {

    private static final Logger LOG = Logger.getLogger("routes");

    private final MeterRegistry meters;
    private final Map<String, RouteFault> rejected = new ConcurrentHashMap<>();

    public RouteReports(MeterRegistry meters) {
        this.meters = meters;
        count("accepted", 0);
        count("rejected", 0);
    }

    /** The files that do not run as they are, with what is wrong with them; by their paths. */
    public Map<String, RouteFault> rejected() {
        return new TreeMap<>(rejected);
    }

    void accepted(String path, String what) {
        rejected.remove(path);
        count("accepted", 1);
        LOG.infof("%s: %s", what, path);
    }

    /** As what runs again, after it was something else that did not come to run. */
    void settled(String path, boolean waited) {
        if (rejected.remove(path) != null || waited) {
            LOG.infof("Runs again as before: %s", path);
        }
    }

    /** What was wrong with it is no more, as the file is gone and nothing of it ran. */
    void gone(String path) {
        if (rejected.remove(path) != null) {
            LOG.infof("Gone, and never ran: %s", path);
        }
    }

    void rejected(RouteFault fault, String instead) {
        RouteFault before = rejected.put(fault.path(), fault);
        if (before == null || !before.getMessage().equals(fault.getMessage())) {
            count("rejected", 1);
            LOG.warnf("REJECTED %s. %s", fault.getMessage(), instead);
        }
    }

    private void count(String result, int number) {
        meters.counter("drover.routes.reloads", "result", result).increment(number);
    }
}
