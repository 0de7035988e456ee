package dev.drover.footage;

import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.CamelContext;

/** Makes the download route of a camera from its template, when the camera is first seen. */
@Named("cameraRoutes")
@Singleton
@RegisterForReflection
public class CameraRoutes {

    private static final String TEMPLATE = "download-camera";

    private final CamelContext context;

    public CameraRoutes(CamelContext context) {
        this.context = context;
    }

    /** The same job, once the route of its camera runs. */
    public synchronized FootageJob provide(FootageJob job) throws Exception {
        String route = TEMPLATE + "-" + job.cameraWord();
        if (context.getRoute(route) == null) {
            context.addRouteFromTemplate(route, TEMPLATE, Map.of("camera", job.cameraWord()));
            context.getRouteController().startRoute(route);
        }
        return job;
    }
}
