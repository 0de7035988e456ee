package dev.drover.footage;

import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.routing.TemplateRoutes;

/** Makes the download route of a camera from its template, when the camera is first seen. */
@Named("cameraRoutes")
@Singleton
@RegisterForReflection
public class CameraRoutes {

    private static final String TEMPLATE = "download-camera";

    private final TemplateRoutes routes;

    public CameraRoutes(TemplateRoutes routes) {
        this.routes = routes;
    }

    /** The same job, once the route of its camera runs. */
    public FootageJob provide(FootageJob job) throws Exception {
        routes.provide(TEMPLATE + "-" + job.cameraWord(), TEMPLATE, Map.of("camera", job.cameraWord()));
        return job;
    }
}
