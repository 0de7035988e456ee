package dev.drover.footage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.dash.SegmentPlan;
import dev.drover.dash.SegmentRequest;
import dev.drover.jobs.StoppedException;
import dev.drover.media.MediaException;
import dev.drover.media.TrackTiming;
import dev.drover.rhombus.MediaRequest;

/**
 * One window as a device offers it, while it is being fetched: which segments there are and how far they have come. Safe for
 * use by several threads.
 */
@RegisterForReflection
public final class Recording {

    /** Prepared ones stand ready, so that a request goes out as soon as an answer has come in. */
    private static final int PREPARED_PER_WAY = 2;

    private static final int FAILURES_TO_GIVE_UP = 16;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Logger LOG = Logger.getLogger("fetch-segment");

    private final FootageWindow window;
    private final MediaRequest manifest;
    private final SegmentPlan plan;
    private final Path folder;
    private final BooleanSupplier stopping;
    private final Semaphore onTheWay;
    private final Semaphore prepared;
    private final SegmentCount fetched = new SegmentCount();
    private final AtomicInteger failedInARow = new AtomicInteger();
    private final CompletableFuture<Optional<TrackTiming>> timing = new CompletableFuture<>();
    private final AtomicReference<RuntimeException> abandoned = new AtomicReference<>();

    /**
     * @param inFlight how many segments may be on their way at the same time
     * @param stopping whether Drover is being stopped, so that no more segments are begun
     */
    Recording(FootageWindow window, MediaRequest manifest, SegmentPlan plan, int inFlight, BooleanSupplier stopping) {
        this.window = window;
        this.manifest = manifest;
        this.plan = plan;
        this.folder = window.segments(manifest.source());
        this.stopping = stopping;
        this.onTheWay = new Semaphore(inFlight);
        this.prepared = new Semaphore(inFlight * PREPARED_PER_WAY);
    }

    public FootageWindow window() {
        return window;
    }

    public MediaRequest manifest() {
        return manifest;
    }

    public SegmentPlan plan() {
        return plan;
    }

    public Path folder() {
        return folder;
    }

    Path header() {
        return folder.resolve(plan.initializationFileName());
    }

    /** The header file is here and says how the track is timed. */
    void head(TrackTiming found) {
        timing.complete(Optional.of(found));
    }

    /** The header file will not come any more, if it has not come yet. */
    void leaveHeadless() {
        timing.complete(Optional.empty());
    }

    /**
     * Waits for the header file, which is fetched along with the first segments; empty when it cannot be had. When the recording is
     * abandoned nobody need wait for it.
     */
    Optional<TrackTiming> timing() {
        while (!timing.isDone() && !isAbandoned()) {
            try {
                return timing.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                LOG.tracef("%s: the header file is not here yet", folder);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return timing.getNow(Optional.empty());
    }

    /** The header file and the segments, made one by one as they are asked for, and only a few more than may be on their way. */
    public Iterable<SegmentFetch> fetches() {
        return () -> {
            Iterator<SegmentRequest> requests = plan.iterator();
            return new Iterator<>() {
                private boolean headerAsked;

                @Override
                public boolean hasNext() {
                    return !headerAsked || requests.hasNext();
                }

                @Override
                public SegmentFetch next() {
                    prepared.acquireUninterruptibly();
                    if (!headerAsked) {
                        headerAsked = true;
                        return new SegmentFetch(
                                Recording.this, manifest.to(plan.initialization()), plan.initializationFileName(), -1);
                    }
                    SegmentRequest request = requests.next();
                    return new SegmentFetch(
                            Recording.this, manifest.to(request.uri()), request.fileName(), request.index());
                }
            };
        };
    }

    /** Waits until there is room for one more segment on the way. */
    void depart() {
        onTheWay.acquireUninterruptibly();
    }

    /** There is room for another one on the way. */
    void land() {
        onTheWay.release();
    }

    /** A segment is done with: another one may be prepared. */
    void finish() {
        prepared.release();
    }

    /** Whether the header file is here, whole: a power cut can leave it without its content. */
    boolean headed() {
        if (!timing.isDone() && Files.isRegularFile(header())) {
            try {
                head(TrackTiming.ofInit(header()));
            } catch (MediaException torn) {
                return false;
            }
        }
        return timing.getNow(Optional.empty()).isPresent();
    }

    /** Segments that are here from an earlier attempt. */
    void countAll(int here) {
        fetched.begin(here);
    }

    /** One more is here; see {@link SegmentCount#add}. */
    void countFetched(IntConsumer told) {
        failedInARow.set(0);
        fetched.add(told);
    }

    /** A device that fails on so many segments in a row has more than a gap. */
    void countFailed(RuntimeException why) {
        if (failedInARow.incrementAndGet() >= FAILURES_TO_GIVE_UP) {
            abandon(why);
        }
    }

    /** Leaves out the segments that have not been begun. */
    void abandon(RuntimeException why) {
        abandoned.compareAndSet(null, why);
    }

    boolean isAbandoned() {
        return stopping.getAsBoolean() || abandoned.get() != null;
    }

    void throwIfAbandoned() {
        if (stopping.getAsBoolean()) {
            throw new StoppedException();
        }
        RuntimeException why = abandoned.get();
        if (why != null) {
            throw why;
        }
    }
}
