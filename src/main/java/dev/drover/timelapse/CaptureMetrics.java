package dev.drover.timelapse;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import dev.drover.reolink.Nvr;
import dev.drover.reolink.Nvrs;

/** Counts pictures and what is missing of them. All counters exist from the start, at 0, where an NVR is set. */
@Singleton
public class CaptureMetrics {

    private final MeterRegistry meters;
    private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();

    public CaptureMetrics(MeterRegistry meters, Nvrs nvrs) {
        this.meters = meters;
        for (String nvr : nvrs.names()) {
            count("drover.timelapse.pictures", nvr, 0);
            count("drover.timelapse.bytes", nvr, 0);
            count("drover.timelapse.pictures.failed", nvr, 0);
            count("drover.timelapse.rounds.failed", nvr, 0);
            count("drover.timelapse.slots.missed", nvr, 0);
            meters.gauge(
                    "drover.timelapse.last.picture.seconds",
                    java.util.List.of(io.micrometer.core.instrument.Tag.of("nvr", Nvr.word(nvr))),
                    last.computeIfAbsent(nvr, name -> new AtomicLong()),
                    AtomicLong::get);
        }
    }

    void picture(String nvr, int bytes, long epochSeconds) {
        count("drover.timelapse.pictures", nvr, 1);
        count("drover.timelapse.bytes", nvr, bytes);
        last.computeIfAbsent(nvr, name -> new AtomicLong()).set(epochSeconds);
    }

    void pictureFailed(String nvr) {
        count("drover.timelapse.pictures.failed", nvr, 1);
    }

    void roundFailed(String nvr) {
        count("drover.timelapse.rounds.failed", nvr, 1);
    }

    void missed(String nvr) {
        count("drover.timelapse.slots.missed", nvr, 1);
    }

    void round(String nvr, Duration took) {
        meters.timer("drover.timelapse.rounds", "nvr", Nvr.word(nvr)).record(took);
    }

    private void count(String name, String nvr, int more) {
        meters.counter(name, "nvr", Nvr.word(nvr)).increment(more);
    }
}
