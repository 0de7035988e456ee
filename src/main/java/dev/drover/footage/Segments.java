package dev.drover.footage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Optional;
import javax.net.ssl.SSLException;

import jakarta.enterprise.event.Event;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.DiskFullException;
import dev.drover.files.FileException;
import dev.drover.files.NotWritableException;
import dev.drover.jobs.StorageSettings;
import dev.drover.media.MediaException;
import dev.drover.media.TrackTiming;
import dev.drover.rhombus.MediaException.Faulty;
import dev.drover.rhombus.MediaException.NotThere;
import dev.drover.rhombus.MediaException.SessionRefused;

/** Looks at each segment that has come, and says what becomes of a download when one does not come. */
@Named("segments")
@Singleton
@RegisterForReflection
public class Segments {

    private static final Logger LOG = Logger.getLogger("fetch-segment");

    private final Event<SegmentProgress> progress;
    private final StorageSettings storage;

    public Segments(Event<SegmentProgress> progress, StorageSettings storage) {
        this.progress = progress;
        this.storage = storage;
    }

    /**
     * Accepts a segment that is footage, whole and of the recording.
     *
     * @throws MediaException when it is not; it is deleted, so that it is fetched again
     * @throws DiskFullException when it is not, for want of room
     */
    public SegmentFetch accept(SegmentFetch fetch) {
        Recording recording = fetch.recording();
        try {
            if (fetch.header()) {
                recording.head(TrackTiming.ofInit(fetch.file()));
            } else {
                recording.timing().ifPresent(timing -> timing.measure(fetch.file()));
            }
        } catch (MediaException noFootage) {
            // A disk that fills up takes a part of a file without an error
            Optional<DiskFullException> full = DiskFullException.at(recording.folder(), noFootage);
            delete(fetch);
            throw full.isPresent() ? full.get() : noFootage;
        }
        if (!fetch.header()) {
            recording.countFetched(here -> tell(new SegmentProgress(
                    recording.window(), here, recording.plan().count())));
        }
        return fetch;
    }

    /** Told here and not by the route: others that come at the same time must not come between. */
    private void tell(SegmentProgress now) {
        progress.fire(now);
        if (now.milestone()) {
            LOG.infof(
                    "%s: %d of %d %s segments", now.window().job().cameraName(), now.done(), now.total(), now.track());
        }
    }

    /**
     * Waits for room on the way to the device. One that is asked for again still has its own.
     *
     * @throws DiskFullException when the disk is as full as it may get
     */
    public SegmentFetch depart(SegmentFetch fetch) {
        Optional<DiskFullException> full = DiskFullException.below(
                fetch.recording().folder(), storage.reserve().asLongValue());
        if (full.isPresent()) {
            throw full.get();
        }
        if (fetch.onTheWay().compareAndSet(false, true)) {
            fetch.recording().depart();
        }
        return fetch;
    }

    /** Makes room for another one: all of this one has come in. */
    public SegmentFetch land(SegmentFetch fetch) {
        if (fetch.onTheWay().compareAndSet(true, false)) {
            fetch.recording().land();
        }
        return fetch;
    }

    /** This one is done with, whether it has come or not. */
    public SegmentFetch finish(SegmentFetch fetch) {
        land(fetch);
        if (fetch.header()) {
            fetch.recording().leaveHeadless();
        }
        fetch.recording().finish();
        return fetch;
    }

    /** What a segment that could not be fetched means: a gap, a session that has ended, or a device that is gone. */
    public SegmentFetch failed(SegmentFetch fetch, Exception why) {
        Recording recording = fetch.recording();
        Optional<FileException> disk = ofTheDisk(fetch, why);
        if (disk.isPresent()) {
            deleteUnfinished(fetch);
            recording.abandon(disk.get());
        } else if (fetch.header()) {
            recording.abandon(
                    why instanceof RuntimeException known
                            ? known
                            : new Faulty(fetch.request().name() + ": " + why.getMessage()));
        } else if (why instanceof SessionRefused refused) {
            recording.abandon(refused);
        } else if (why instanceof NotThere) {
            LOG.debugf("%s: a gap", why.getMessage());
        } else if (why instanceof ConnectException
                || why instanceof UnknownHostException
                || why instanceof SSLException) {
            recording.abandon(new Faulty(fetch.request().name() + " cannot be reached: " + why.getMessage()));
        } else {
            recording.countFailed(new Faulty(fetch.request().name() + ": " + why.getMessage()));
        }
        return fetch;
    }

    /** A disk that is full or may not be written, which is no fault of the device; Camel's file component hides it. */
    private static Optional<FileException> ofTheDisk(SegmentFetch fetch, Throwable why) {
        if (why instanceof DiskFullException full) {
            return Optional.of(full);
        }
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failed) {
                FileException known =
                        FileException.of("write a segment", fetch.recording().folder(), failed);
                if (known instanceof DiskFullException || known instanceof NotWritableException) {
                    return Optional.of(known);
                }
            }
        }
        return Optional.empty();
    }

    /** Makes room for the note in the job table that there is none. */
    private static void deleteUnfinished(SegmentFetch fetch) {
        try {
            Files.deleteIfExists(fetch.file().resolveSibling(".part-" + fetch.fileName()));
        } catch (IOException left) {
            LOG.debugf("%s stays: %s", fetch.fileName(), left.getMessage());
        }
    }

    private static void delete(SegmentFetch fetch) {
        try {
            Files.deleteIfExists(fetch.file());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
