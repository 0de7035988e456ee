package dev.drover.capture;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
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

    /** A picture has its verdict. */
    public Verdict analyzed(Verdict verdict) {
        Duration late = Duration.between(verdict.frame().time(), clock.instant());
        meters.timer("drover.capture.frames", "device", device(verdict.frame().directory()))
                .record(late.isNegative() ? Duration.ZERO : late);
        return verdict;
    }

    /** A picture cannot be looked at. */
    public CapturedFrame refused(CapturedFrame frame) {
        meters.counter("drover.capture.frames.refused", "device", device(frame.directory()))
                .increment();
        return frame;
    }

    /** An incident was written down. */
    public IncidentChange changed(IncidentChange change) {
        if (change.kind() == IncidentChange.Kind.RAISED) {
            meters.counter(
                            "drover.capture.incidents",
                            "device",
                            change.incident().device(),
                            "type",
                            change.incident().typeName())
                    .increment();
        }
        return change;
    }

    /** FFmpeg has ended, or was ended. */
    public DeviceEnd ended(DeviceEnd end) {
        meters.counter("drover.capture.restarts", "device", device(end.directory()))
                .increment();
        return end;
    }

    private static String device(String directory) {
        return CaptureFolders.device(directory);
    }
}
