package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.dash.SegmentRequest;
import dev.drover.files.AtomicFiles;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;
import dev.drover.media.Coverage;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.media.Measured;
import dev.drover.media.MediaException;
import dev.drover.rhombus.MediaSource;

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
     */
    public FootageWindow join(Recording recording) throws IOException {
        recording.throwIfAbandoned();
        FootageWindow window = recording.window();
        Coverage coverage = new Coverage(window.asked());
        Duration lead = Duration.ZERO;
        boolean empty = true;
        List<Path> shortened = new ArrayList<>();
        for (SegmentRequest segment : recording.plan()) {
            Path file = recording.folder().resolve(segment.fileName());
            if (Files.isRegularFile(file)) {
                try {
                    Measured measured = recording.timing().orElseThrow().measure(file);
                    coverage.add(segment.nominalStart(), measured);
                    if (measured.duration().plus(Coverage.DEFAULT_TOLERANCE).compareTo(segment.nominalDuration()) < 0) {
                        shortened.add(file);
                    }
                    if (empty) {
                        lead = segment.nominalStart();
                        empty = false;
                    }
                } catch (MediaException torn) {
                    // A power cut can leave a file without its content
                    Files.delete(file);
                    throw torn;
                }
            }
        }
        Gaps gaps = coverage.result().gaps();
        if (!empty) {
            AtomicFiles.concatenate(() -> pieces(recording), window.joined());
        }
        WindowAccount account = WindowAccount.of(recording.manifest().source(), lead, gaps, empty);
        AtomicFiles.writeAtomically(window.account(), FootageJson.MAPPER.writeValueAsBytes(account));
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
        WindowAccount account = WindowAccount.of(
                MediaSource.LAN, Duration.ZERO, new Gaps(List.of(new Gap(Duration.ZERO, window.asked()))), true);
        AtomicFiles.writeAtomically(window.account(), FootageJson.MAPPER.writeValueAsBytes(account));
        return window;
    }

    private static Iterator<Path> pieces(Recording recording) {
        Iterator<Path> segments = java.util.stream.StreamSupport.stream(
                        recording.plan().spliterator(), false)
                .map(segment -> recording.folder().resolve(segment.fileName()))
                .filter(Files::isRegularFile)
                .iterator();
        return new Iterator<>() {
            private boolean headed;

            @Override
            public boolean hasNext() {
                return !headed || segments.hasNext();
            }

            @Override
            public Path next() {
                if (!headed) {
                    headed = true;
                    return recording.header();
                }
                return segments.next();
            }
        };
    }
}
