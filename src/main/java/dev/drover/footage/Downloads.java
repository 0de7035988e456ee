package dev.drover.footage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.TimeRange;
import dev.drover.files.AtomicFiles;
import dev.drover.media.Kind;
import dev.drover.rhombus.AudioGateway;
import dev.drover.rhombus.Microphones;
import dev.drover.rhombus.PresenceWindows;
import dev.drover.rhombus.RhombusCall;

/** Plans downloads. */
@Named("downloads")
@Singleton
@RegisterForReflection
public class Downloads {

    private final FootageSettings settings;

    public Downloads(FootageSettings settings) {
        this.settings = settings;
    }

    /** The pieces of a job, and a folder for them. */
    public Download plan(FootageJob job, Microphones microphones) throws IOException {
        AtomicFiles.createFolders(job.folder());
        List<TimeRange> ranges = new TimeRange(
                        job.request().start(), Duration.ofSeconds(job.request().seconds()))
                .windows(settings.window());
        Optional<AudioGateway> gateway =
                microphones.of(job.request().cameraUuid()).stream().min(Comparator.comparing(AudioGateway::offline));
        return new Download(
                job,
                windows(job, Kind.VIDEO, job.request().cameraUuid(), ranges),
                gateway.map(found -> windows(job, Kind.AUDIO, found.uuid(), ranges))
                        .orElse(List.of()),
                !microphones.known());
    }

    /** The question which part of the range the camera really recorded. */
    public RhombusCall presenceCall(Download download) {
        FootageRequest request = download.job().request();
        return new RhombusCall.GetPresenceWindows(request.cameraUuid(), request.startSeconds(), request.seconds());
    }

    /** The answer where the question has none. */
    public PresenceWindows presenceUnknown(Object question) {
        return new PresenceWindows(Map.of());
    }

    private static List<FootageWindow> windows(FootageJob job, Kind track, String device, List<TimeRange> ranges) {
        List<FootageWindow> windows = new ArrayList<>();
        for (TimeRange range : ranges) {
            windows.add(new FootageWindow(
                    job,
                    track,
                    device,
                    windows.size(),
                    range.start().getEpochSecond(),
                    range.duration().toSeconds()));
        }
        return windows;
    }
}
