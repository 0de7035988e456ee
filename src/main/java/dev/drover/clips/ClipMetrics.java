package dev.drover.clips;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiAnswer;
import dev.drover.jobs.RunningJobs;

/** The metrics of the predecessor, under its names. Cameras are counted by their names, the first hundred of them. */
@Named("clipMetrics")
@Singleton
@RegisterForReflection
public class ClipMetrics {

    private static final int MOST_CAMERAS = 100;
    private static final String OTHERS = "other";
    private static final List<String> ERRORS =
            List.of("api_error", "processing_failed", "processing_exception", "ffmpeg_timeout", "ffmpeg_failed");

    private final PrometheusMeterRegistry meters;
    private final Timer latency;
    private final Set<String> cameras = ConcurrentHashMap.newKeySet();

    public ClipMetrics(PrometheusMeterRegistry meters, RunningJobs jobs) {
        this.meters = meters;
        this.latency = Timer.builder("clip.latency")
                .description("From the acceptance of a clip to its end")
                .serviceLevelObjectives(List.of(100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000).stream()
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(meters);
        Gauge.builder("clip.queue.depth", jobs, ClipMetrics::waiting)
                .description("Clips that wait to be made")
                .register(meters);
        ERRORS.forEach(type -> error(type, 0));
    }

    /** Counts a clip that was accepted. */
    public AcceptedClip started(NewClipJob job) {
        ClipOrder order = job.order();
        count(order.camera(), "started", 1);
        count(order.camera(), "success", 0);
        count(order.camera(), "failed", 0);
        return AcceptedClip.isNew(order);
    }

    /** Counts how an attempt ended, if that was recorded. */
    public ClipOutcome ended(ClipOutcome outcome, List<Map<String, Object>> recorded) {
        if (!recorded.isEmpty()) {
            if (outcome.failed()) {
                error(outcome.error(), 1);
            }
            outcome.order().filter(order -> outcome.ended()).ifPresent(order -> {
                boolean done = outcome.state().equals("DONE");
                count(order.camera(), done ? "success" : "failed", 1);
                if (done) {
                    latency.record(Duration.between(order.acceptedAt(), outcome.now()));
                }
            });
        }
        return outcome;
    }

    /** Counts a request that failed for a reason of Drover's own. */
    public void apiError() {
        error("api_error", 1);
    }

    /** All that can be measured, in the words of Prometheus. */
    public ApiAnswer reading() {
        return ApiAnswer.content("text/plain; version=0.0.4; charset=utf-8", meters.scrape());
    }

    private void count(String camera, String status, int clips) {
        meters.counter("clip.requests", "camera_id", known(camera), "status", status)
                .increment(clips);
    }

    private String known(String camera) {
        if (cameras.contains(camera)) {
            return camera;
        }
        return cameras.size() < MOST_CAMERAS && cameras.add(camera) ? camera : OTHERS;
    }

    /** What is not known here would make a value of its own in every reading. */
    private void error(String type, int failures) {
        meters.counter("clip.errors", "error_type", ERRORS.contains(type) ? type : "processing_exception")
                .increment(failures);
    }

    private static double waiting(RunningJobs jobs) {
        try {
            return jobs.waiting("clip");
        } catch (SQLException unreadable) {
            // Readiness tells why; a number would be a lie
            return Double.NaN;
        }
    }
}
