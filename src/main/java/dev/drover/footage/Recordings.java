package dev.drover.footage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.Manifest;
import dev.drover.dash.ManifestParser;
import dev.drover.dash.SegmentPlan;
import dev.drover.files.AtomicFiles;
import dev.drover.jobs.Stopping;
import dev.drover.media.Kind;
import dev.drover.rhombus.MediaRequest;

/** Opens recordings by their manifests. */
@Named("recordings")
@Singleton
@RegisterForReflection
public class Recordings {

    private final FootageSettings settings;
    private final ManifestParser parser;
    private final Stopping stopping;

    public Recordings(FootageSettings settings, ManifestParser parser, Stopping stopping) {
        this.settings = settings;
        this.parser = parser;
        this.stopping = stopping;
    }

    /** The recording that a manifest describes, with a folder for its segments. */
    public Recording open(FootageWindow window, MediaRequest request, InputStream manifest) throws IOException {
        Manifest parsed = window.track() == Kind.AUDIO ? parser.audio(manifest) : parser.video(manifest);
        SegmentPlan plan = new SegmentPlan(
                parsed, request.uri(), Duration.ofSeconds(window.range().seconds()));
        Recording recording = new Recording(
                window, request.allowing(settings.readTimeout()), plan, settings.segmentsInFlight(), stopping::begun);
        AtomicFiles.createFolders(recording.folder());
        recording.countAll(alreadyHere(recording));
        return recording;
    }

    /** How many segments an earlier attempt has brought. */
    private static int alreadyHere(Recording recording) throws IOException {
        try (Stream<Path> files = Files.list(recording.folder())) {
            return (int) files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("segment-"))
                    .count();
        }
    }
}
