package dev.drover.timelapse;

import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.reolink.NvrCall;
import dev.drover.routing.TemplateRoutes;

/** Makes the routes of an NVR from their templates, when it is first asked for something. */
@Named("nvrRoutes")
@Singleton
@RegisterForReflection
public class NvrRoutes {

    private static final String TALK = "talk-to-nvr";
    private static final String CAPTURE = "capture-nvr";

    private final TemplateRoutes routes;

    public NvrRoutes(TemplateRoutes routes) {
        this.routes = routes;
    }

    /** The same, once the route runs through which its NVR is asked. */
    public NvrCall provideTalk(NvrCall call) throws Exception {
        provide(TALK, call.nvrWord());
        return call;
    }

    /** The same, once the route runs that takes the pictures of its NVR. */
    public CaptureTick provideCapture(CaptureTick tick) throws Exception {
        provide(CAPTURE, tick.nvrWord());
        return tick;
    }

    private void provide(String template, String word) throws Exception {
        routes.provide(template + "-" + word, template, Map.of("nvr", word));
    }
}
