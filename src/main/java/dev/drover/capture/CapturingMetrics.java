package dev.drover.capture;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Counts what is seen of each device, and how long that takes. */
@Named("capturingMetrics")
@Singleton
@RegisterForReflection
public class CapturingMetrics {

    private final MeterRegistry meters;
    private final Clock clock;

    public CapturingMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** A directory is watched from now on: all of its counters are there, at 0. */
    void provide(String directory) {
        frames(directory);
        refusals(directory);
        restarts(directory);
        for (IncidentType type : IncidentType.values()) {
            incidents(device(directory), type);
        }
    }

    private Timer frames(String directory) {
        return meters.timer("drover.capture.frames", "device", device(directory));
    }

    private Counter refusals(String directory) {
        return meters.counter("drover.capture.frames.refused", "device", device(directory));
    }

    private Counter restarts(String directory) {
        return meters.counter("drover.capture.restarts", "device", device(directory));
    }

    private Counter incidents(String device, IncidentType type) {
        return meters.counter("drover.capture.incidents", "device", device, "type", type.toString());
    }

    /** A picture has its verdict. */
    public Verdict analyzed(Verdict verdict) {
        Duration late = Duration.between(verdict.frame().time(), clock.instant());
        frames(verdict.frame().directory()).record(late.isNegative() ? Duration.ZERO : late);
        return verdict;
    }

    /** A picture cannot be looked at. */
    public CapturedFrame refused(CapturedFrame frame) {
        refusals(frame.directory()).increment();
        return frame;
    }

    /** An incident was written down. */
    public IncidentChange changed(IncidentChange change) {
        if (change.isRaised()) {
            incidents(change.incident().device(), change.incident().type()).increment();
        }
        return change;
    }

    /** FFmpeg has ended, or was ended. */
    public DeviceEnd ended(DeviceEnd end) {
        restarts(end.directory()).increment();
        return end;
    }

    private static String device(String directory) {
        return CaptureFolders.device(directory);
    }
}
