package dev.drover.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.ffmpeg.FfmpegExecutable;
import dev.drover.ffmpeg.ProcessException;

/** Whether there is an FFmpeg to run; without it no file is ever put together. */
@Readiness
@Singleton
class FfmpegHealth implements HealthCheck {

    private static final String NAME = "FFmpeg";

    private final FfmpegExecutable ffmpeg;

    FfmpegHealth(FfmpegExecutable ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("path", ffmpeg.path())
                    .build();
        } catch (ProcessException none) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("why", none.getMessage())
                    .build();
        }
    }
}
