package dev.drover.health;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import dev.drover.files.DiskFullException;
import dev.drover.jobs.StorageSettings;
import dev.drover.reolink.Nvr;
import dev.drover.reolink.NvrSessions;
import dev.drover.reolink.NvrSettings;
import dev.drover.reolink.Nvrs;
import dev.drover.timelapse.CaptureStatus;
import dev.drover.timelapse.Captures;
import dev.drover.timelapse.TimelapseFolders;
import dev.drover.timelapse.TimelapseSettings;

/** Whether pictures come of each NVR while they should. A round or two that fail are told only. */
@Readiness
@Singleton
class NvrHealth implements HealthCheck, MeterBinder {

    private static final int MOST_SLOTS_MISSED = 20;
    /** However often pictures are taken: a slow answer or two are no trouble. */
    private static final int MOST_ANSWERS_MISSED = 4;

    private final Nvrs nvrs;
    private final NvrSessions sessions;
    private final Captures captures;
    private final TimelapseFolders folders;
    private final StorageSettings storage;
    private final Duration patience;

    NvrHealth(
            Nvrs nvrs,
            NvrSessions sessions,
            Captures captures,
            TimelapseFolders folders,
            StorageSettings storage,
            NvrSettings settings,
            TimelapseSettings timelapse) {
        this.nvrs = nvrs;
        this.sessions = sessions;
        this.captures = captures;
        this.folders = folders;
        this.storage = storage;
        this.patience = Collections.max(List.of(
                timelapse.interval().multipliedBy(MOST_SLOTS_MISSED),
                settings.answerTimeout().multipliedBy(MOST_ANSWERS_MISSED)));
    }

    /** For an alarm that follows the settings as this check does. */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (!nvrs.names().isEmpty()) {
            Gauge.builder("drover.timelapse.patience", patience, Duration::toSeconds)
                    .baseUnit("seconds")
                    .description("How long no picture may come before an NVR counts as not working")
                    .register(registry);
        }
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("NVR").up();
        for (CaptureStatus status : captures.status()) {
            status.last().ifPresent(last -> health.withData(Nvr.word(status.nvr()) + "LastPicture", last.toString()));
        }
        for (String nvr : nvrs.names()) {
            trouble(nvr).ifPresent(why -> health.down().withData("why", Nvr.title(nvr) + ": " + why));
        }
        return health.build();
    }

    private Optional<String> trouble(String nvr) {
        Optional<String> refusal = sessions.refusal(nvr);
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<String> full = DiskFullException.below(
                        folders.frames(nvr), storage.reserve().asLongValue())
                .map(Throwable::getMessage);
        // A folder that is not there yet says nothing
        return java.nio.file.Files.isDirectory(folders.frames(nvr)) && full.isPresent()
                ? full
                : captures.overdue(nvr, patience);
    }
}
