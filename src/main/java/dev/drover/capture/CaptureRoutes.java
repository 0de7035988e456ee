package dev.drover.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.routing.TemplateRoutes;

/** Makes the routes of a directory from their templates, when it is first seen, and ends them when it is gone. */
@Named("captureRoutes")
@Singleton
@RegisterForReflection
public class CaptureRoutes {

    private static final Logger LOG = Logger.getLogger("look-for-captures");

    private static final String WATCH = "watch-capture";
    private static final String LISTEN = "listen-to-capture";
    private static final String THUMBNAILS = "make-thumbnails";
    private static final String CLEAN = "clean-capture";
    private static final String RUN = "run-device";

    private final TemplateRoutes routes;
    private final CaptureFolders folders;
    private final Stills stills;
    private final Verdicts verdicts;
    private final SoundLevels sounds;
    private final Thumbnails thumbnails;
    private final Incidents incidents;
    private final CapturingMetrics metrics;

    public CaptureRoutes(
            TemplateRoutes routes,
            CaptureFolders folders,
            Stills stills,
            Verdicts verdicts,
            SoundLevels sounds,
            Thumbnails thumbnails,
            Incidents incidents,
            CapturingMetrics metrics) {
        this.routes = routes;
        this.folders = folders;
        this.stills = stills;
        this.verdicts = verdicts;
        this.sounds = sounds;
        this.thumbnails = thumbnails;
        this.incidents = incidents;
        this.metrics = metrics;
    }

    /** The same name, once the routes of its directory run. */
    public String provide(String directory) throws Exception {
        metrics.provide(directory);
        provide(WATCH, directory);
        provide(LISTEN, directory);
        provide(THUMBNAILS, directory);
        provide(CLEAN, directory);
        if (folders.configured(directory).isPresent()) {
            provide(RUN, directory);
        }
        return directory;
    }

    private void provide(String template, String directory) throws Exception {
        routes.provide(template + "-" + directory, template, Map.of("capture", directory));
    }

    /** The same names, once the routes of all other directories are gone. */
    public List<String> withdrawOthers(List<String> names) throws Exception {
        Set<String> gone = new HashSet<>();
        for (String template : List.of(WATCH, LISTEN, THUMBNAILS, CLEAN, RUN)) {
            for (String route : routes.of(template)) {
                String directory = route.substring(template.length() + 1);
                if (!names.contains(directory)) {
                    routes.withdraw(route);
                    gone.add(directory);
                }
            }
        }
        for (String directory : gone) {
            LOG.infof("%s is gone and no longer watched", directory);
            stills.forget(directory);
            verdicts.forget(directory);
            sounds.forget(directory);
            thumbnails.forget(directory);
            incidents.forget(directory);
        }
        return names;
    }
}
