package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.SegmentRequest;
import dev.drover.files.AtomicFiles;
import dev.drover.jobs.JobJson;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;
import dev.drover.media.Coverage;
import dev.drover.media.Gaps;
import dev.drover.media.Measured;
import dev.drover.media.MediaException;

/** Joins the segments of a window and keeps account of what is missing. */
@Named("windows")
@Singleton
@RegisterForReflection
public class Windows {

    private final Stopping stopping;

    public Windows(Stopping stopping) {
        this.stopping = stopping;
    }

    /**
     * Joins what has been fetched. A whole window needs its segments no more; of one with gaps they stay for the next attempt.
     *
     * @throws RuntimeException why the download was abandoned, where it was
     * @throws MediaException   when a segment is no footage any more; each such segment is deleted, so that it is fetched again
     */
    public FootageWindow join(Recording recording) throws IOException {
        recording.throwIfAbandoned();
        FootageWindow window = recording.window();
        Coverage coverage = new Coverage(window.asked());
        Duration lead = Duration.ZERO;
        Duration held = Duration.ZERO;
        List<Path> pieces = new ArrayList<>();
        List<Path> shortened = new ArrayList<>();
        Optional<MediaException> torn = Optional.empty();
        for (SegmentRequest segment : recording.plan()) {
            Path file = recording.folder().resolve(segment.fileName());
            if (Files.isRegularFile(file)) {
                try {
                    Measured measured = recording.timing().orElseThrow().measure(file);
                    coverage.add(segment.nominalStart(), measured);
                    held = held.plus(measured.duration());
                    if (measured.duration().plus(Coverage.DEFAULT_TOLERANCE).compareTo(segment.nominalDuration()) < 0) {
                        shortened.add(file);
                    }
                    if (pieces.isEmpty()) {
                        lead = segment.nominalStart();
                    }
                    pieces.add(file);
                } catch (MediaException found) {
                    // A power cut can leave files without their content; the next attempt fetches all of them again
                    Files.delete(file);
                    torn = torn.or(() -> Optional.of(found));
                }
            }
        }
        if (torn.isPresent()) {
            throw torn.get();
        }
        Gaps gaps = coverage.result().gaps();
        if (!pieces.isEmpty()) {
            pieces.add(0, recording.header());
            AtomicFiles.concatenate(pieces, window.joined());
        }
        WindowAccount account = WindowAccount.of(
                recording.manifest().source(),
                lead,
                gaps,
                window.joined().getFileName().toString(),
                held);
        AtomicFiles.writeAtomically(window.account(), JobJson.MAPPER.writeValueAsBytes(account));
        if (account.complete()) {
            window.deleteSegments();
        } else {
            // The device may have more of them when it is asked again
            for (Path file : shortened) {
                Files.deleteIfExists(file);
            }
        }
        return window;
    }

    /** Goes on without the sound of a window: the picture must not wait for it. Being stopped is no reason. */
    public FootageWindow leaveSilent(FootageWindow window) throws IOException {
        if (stopping.begun()) {
            throw new StoppedException();
        }
        if (WindowAccount.read(window).filter(known -> !known.empty()).isPresent()) {
            return window;
        }
        WindowAccount account = WindowAccount.ofNothing(window.asked());
        AtomicFiles.writeAtomically(window.account(), JobJson.MAPPER.writeValueAsBytes(account));
        return window;
    }
}
